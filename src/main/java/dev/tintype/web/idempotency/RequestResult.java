package dev.tintype.web.idempotency;

import dev.tintype.web.http.Answers;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * The result of a request whose status depends on what the work did.
 *
 * @param status of the answer, a 2xx
 * @param location the address of what was created, or null
 * @param value what the body says
 */
public record RequestResult(HttpStatus status, @Nullable String location, Object value) {

	/**
	 * Sends it.
	 * @return the response
	 */
	public Mono<ServerResponse> send() {
		return Answers.json(StoredAnswer.response(this.status.value(), this.location), this.value);
	}

}
