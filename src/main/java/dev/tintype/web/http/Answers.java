package dev.tintype.web.http;

import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Answers with JSON whose length is known, past the search for a codec that Spring makes
 * for each response.
 */
public final class Answers {

	private Answers() {
	}

	/**
	 * Answers 200.
	 * @param value what the body says
	 * @return the response
	 */
	public static Mono<ServerResponse> json(Object value) {
		return json(HttpStatus.OK, value);
	}

	/**
	 * Answers with a status.
	 * @param status of the response
	 * @param value what the body says
	 * @return the response
	 */
	public static Mono<ServerResponse> json(HttpStatusCode status, Object value) {
		return json(ServerResponse.status(status), value);
	}

	/**
	 * Answers with headers of its own.
	 * @param response has the status and the headers
	 * @param value what the body says
	 * @return the response
	 */
	public static Mono<ServerResponse> json(ServerResponse.BodyBuilder response, Object value) {
		return bytes(response.contentType(MediaType.APPLICATION_JSON), Json.MAPPER.writeValueAsBytes(value));
	}

	/**
	 * Answers with bytes.
	 * @param response has the status and the headers, its type among them
	 * @param body whole
	 * @return the response
	 */
	public static Mono<ServerResponse> bytes(ServerResponse.BodyBuilder response, byte[] body) {
		return response.contentLength(body.length).body((output, context) -> {
			Mono<DataBuffer> whole = Mono.just(output.bufferFactory().wrap(body));
			return output.writeWith(whole);
		});
	}

}
