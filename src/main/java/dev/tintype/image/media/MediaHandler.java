package dev.tintype.image.media;

import dev.tintype.web.http.Requests;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for the bytes of an image.
 */
@Component
class MediaHandler {

	private final ImageMedia media;

	MediaHandler(ImageMedia media) {
		this.media = media;
	}

	Mono<ServerResponse> content(ServerRequest request) {
		return Requests.id(request).flatMap((id) -> this.media.content(request, id));
	}

	Mono<ServerResponse> thumbnail(ServerRequest request) {
		return Requests.id(request).flatMap((id) -> this.media.thumbnail(request, id));
	}

}
