package dev.tintype.web.idempotency;

import dev.tintype.web.http.Answers;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * The result of a request whose status depends on its work.
 *
 * @param status the status of the response, a 2xx
 * @param location the address of the created resource, or null
 * @param value the body
 */
public record RequestResult(HttpStatus status, @Nullable String location, Object value) {

	/**
	 * Sends the result.
	 * @return the response
	 */
	public Mono<ServerResponse> send() {
		return Answers.json(StoredAnswer.response(this.status.value(), this.location), this.value);
	}

}
