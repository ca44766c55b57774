package dev.tintype.web.idempotency;

import java.net.URI;

import dev.tintype.web.http.Answers;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * An answer as it was first given.
 *
 * @param requestHash tells the request from others
 * @param status its status
 * @param contentType its media type
 * @param location the address of what was created, or null
 * @param body its bytes
 */
@SuppressWarnings("ArrayRecordComponent")
record StoredAnswer(String requestHash, int status, String contentType, @Nullable String location, byte[] body) {

	/**
	 * Sends it.
	 * @param replayed whether it has been given before
	 * @return the response
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
	 * Begins a response.
	 * @param location the address of what was created, or null
	 * @return without a body
	 */
	static ServerResponse.BodyBuilder response(int status, @Nullable String location) {
		ServerResponse.BodyBuilder response = ServerResponse.status(status);
		return (location != null) ? response.location(URI.create(location)) : response;
	}

}
