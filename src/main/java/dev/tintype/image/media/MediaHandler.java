package dev.tintype.image.media;

import dev.tintype.operation.job.Jobs;
import dev.tintype.operation.job.NewJob;
import dev.tintype.search.filter.ExpectedCount;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for the bytes of an image and their metadata.
 */
@Component
class MediaHandler {

	private final ImageMedia media;

	private final ThumbnailWarming warming;

	private final Jobs jobs;

	MediaHandler(ImageMedia media, ThumbnailWarming warming, Jobs jobs) {
		this.media = media;
		this.warming = warming;
		this.jobs = jobs;
	}

	Mono<ServerResponse> warm(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		// Repeated work finds the thumbnails stored.
		Idempotency.refuse(request, "thumbnails");
		return Requests.optionalJson(request).flatMap((body) -> {
			WarmRequest wanted = WarmRequest.read(body);
			return (wanted.expected() == null) ? warm(request, wanted)
					: this.warming.count(wanted)
						.doOnNext((count) -> ExpectedCount.check(wanted.expected(), count, "images"))
						.then(Mono.defer(() -> warm(request, wanted)));
		});
	}

	private Mono<ServerResponse> warm(ServerRequest request, WarmRequest wanted) {
		return Requests.prefersAsync(request) ? this.jobs.accept(request, NewJob.of(WarmJob.NAME, wanted.json()))
				: this.warming.run(wanted, WarmCounts.START)
					.reduce(WarmCounts.NONE, WarmCounts::plus)
					.flatMap(Answers::json);
	}

	Mono<ServerResponse> content(ServerRequest request) {
		return Requests.id(request).flatMap((id) -> this.media.content(request, id));
	}

	Mono<ServerResponse> metadata(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request).flatMap(this.media::exif).flatMap(Answers::json);
	}

	Mono<ServerResponse> thumbnail(ServerRequest request) {
		return Requests.id(request).flatMap((id) -> this.media.thumbnail(request, id));
	}

}
