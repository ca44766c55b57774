package dev.tintype.image.content;

import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Requests;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests that delete images.
 */
@Component
class DeletionHandler {

	private final ImageContent content;

	DeletionHandler(ImageContent content) {
		this.content = content;
	}

	Mono<ServerResponse> delete(ServerRequest request) {
		return Requests.id(request).flatMap(this.content::delete).then(ServerResponse.noContent().build());
	}

	Mono<ServerResponse> deleteAll(ServerRequest request) {
		Requests.confirmAll(request);
		return this.content.deleteAll().flatMap(Answers::json);
	}

}
