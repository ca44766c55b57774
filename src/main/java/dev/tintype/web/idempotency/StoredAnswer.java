package dev.tintype.web.idempotency;

import java.net.URI;

import dev.tintype.web.http.Answers;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * A stored response.
 *
 * @param requestHash identifies the request
 * @param location the address of the created resource, or null
 */
@SuppressWarnings("ArrayRecordComponent")
record StoredAnswer(String requestHash, int status, String contentType, @Nullable String location, byte[] body) {

	/**
	 * Sends the response.
	 * @param replayed whether it was sent before
	 */
	Mono<ServerResponse> send(boolean replayed) {
		ServerResponse.BodyBuilder response = response(this.status, this.location)
			.contentType(MediaType.parseMediaType(this.contentType));
		if (replayed) {
			response.header("Idempotent-Replayed", "true");
		}
		return Answers.bytes(response, this.body);
	}

	/**
	 * Begins a response without a body.
	 * @param location the address of the created resource, or null
	 */
	static ServerResponse.BodyBuilder response(int status, @Nullable String location) {
		ServerResponse.BodyBuilder response = ServerResponse.status(status);
		return (location != null) ? response.location(URI.create(location)) : response;
	}

}
