package dev.tintype.image.content;

import dev.tintype.image.registry.ImageRepository;
import dev.tintype.web.form.Forms;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests that upload the bytes of images.
 */
@Component
class UploadHandler {

	private final Uploads uploads;

	private final UploadBatch batch;

	private final ImageContent content;

	private final KnownFiles known;

	private final ImageRepository images;

	UploadHandler(Uploads uploads, UploadBatch batch, ImageContent content, KnownFiles known, ImageRepository images) {
		this.known = known;
		this.uploads = uploads;
		this.batch = batch;
		this.content = content;
		this.images = images;
	}

	Mono<ServerResponse> replace(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap((id) -> this.images.findById(id).switchIfEmpty(Requests.missing(id)))
			.doOnNext((image) -> Requests.refuseLonger(request, this.uploads.limit()))
			.flatMap((image) -> this.uploads.stage(request.body(BodyExtractors.toDataBuffers()))
				.flatMap((upload) -> this.content.replace(image.imageId(), upload)))
			.flatMap((image) -> Answers.json(image));
	}

	Mono<ServerResponse> create(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		Requests.contentType(request, MediaType.MULTIPART_FORM_DATA);
		Idempotency.refuse(request, "multipart");
		return this.batch.receive(Forms.parts(request, this.uploads.limit()))
			.flatMap((results) -> Answers.json(results));
	}

	Mono<ServerResponse> known(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request).map(FileHashes::read).flatMap(this.known::find).flatMap(Answers::json);
	}

}
