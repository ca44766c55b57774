package dev.tintype.image.path;

import java.util.UUID;

import dev.tintype.image.registry.ImageRepository;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.ndjson.NdjsonIntake;
import dev.tintype.web.ndjson.StreamBudget;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for the paths of images: a single path, a batch or a stream.
 */
@Component
class PathHandler {

	private final PathResolver lookup;

	private final StreamBudget streams;

	private final ImageRepository images;

	PathHandler(PathResolver lookup, StreamBudget streams, ImageRepository images) {
		this.lookup = lookup;
		this.streams = streams;
		this.images = images;
	}

	Mono<ServerResponse> find(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap((id) -> this.images.findById(id).switchIfEmpty(Requests.missing(id)))
			.flatMap((image) -> Answers.json(new Place(image.imageId(), image.path())));
	}

	Mono<ServerResponse> findAll(ServerRequest request) {
		MediaType type = Requests.contentType(request, MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON);
		Requests.accept(request, type);
		if (type.equals(MediaType.APPLICATION_NDJSON)) {
			Idempotency.refuse(request, "NDJSON");
			NdjsonIntake intake = new NdjsonIntake(this.streams, request.body(BodyExtractors.toDataBuffers()));
			return intake.answer(request, this.lookup.lines(intake.chunks()), PathResolver.tally());
		}
		return Requests.json(request)
			.map(PathBatch::read)
			.flatMap(this.lookup::batch)
			.flatMap((batch) -> Answers.bytes(ServerResponse.ok().contentType(MediaType.APPLICATION_JSON),
					batch.answer()));
	}

	/**
	 * The response to a single lookup.
	 *
	 * @param imageId the image
	 * @param path null when it has no file yet
	 */
	private record Place(UUID imageId, @Nullable String path) {
	}

}
