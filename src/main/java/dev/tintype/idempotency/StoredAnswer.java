package dev.tintype.idempotency;

import dev.tintype.api.Answers;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * An answer as it was first given.
 *
 * @param requestHash tells the request from others
 * @param status its status
 * @param contentType its media type
 * @param body its bytes
 */
@SuppressWarnings("ArrayRecordComponent")
record StoredAnswer(String requestHash, int status, String contentType, byte[] body) {

	/**
	 * Sends it.
	 * @param replayed whether it has been given before
	 * @return the response
	 */
	Mono<ServerResponse> send(boolean replayed) {
		ServerResponse.BodyBuilder response = ServerResponse.status(this.status)
			.contentType(MediaType.parseMediaType(this.contentType));
		if (replayed) {
			response.header("Idempotent-Replayed", "true");
		}
		return Answers.bytes(response, this.body);
	}

}
