package dev.tintype.image;

import dev.tintype.api.Answers;
import dev.tintype.api.Requests;
import dev.tintype.batch.BatchSettings;
import dev.tintype.batch.Ndjson;
import dev.tintype.batch.NdjsonLines;
import dev.tintype.idempotency.Idempotency;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Answers where the files of images are: of one, of a batch, of a stream.
 */
@Component
class PathHandler {

	private final PathLookup lookup;

	private final BatchSettings batches;

	private final ImageRepository images;

	PathHandler(PathLookup lookup, BatchSettings batches, ImageRepository images) {
		this.lookup = lookup;
		this.batches = batches;
		this.images = images;
	}

	Mono<ServerResponse> find(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap((id) -> this.images.findById(id).switchIfEmpty(Mono.error(() -> Requests.unknown(id))))
			.map((image) -> new PathLookup.Line(image.imageId().toString(), image.path()))
			.flatMap((path) -> Answers.json(path));
	}

	Mono<ServerResponse> findAll(ServerRequest request) {
		MediaType type = Requests.contentType(request, MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON);
		Requests.accept(request, type);
		if (type.equals(MediaType.APPLICATION_NDJSON)) {
			Idempotency.refuse(request, "NDJSON");
			return Ndjson.answer(this.lookup
				.lines(NdjsonLines.chunks(request.body(BodyExtractors.toDataBuffers()), this.batches.chunkSize())));
		}
		return Requests.json(request)
			.map(PathLookup::readIds)
			.flatMap(this.lookup::batch)
			.flatMap((paths) -> Answers.json(paths));
	}

}
