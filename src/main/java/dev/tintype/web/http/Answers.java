package dev.tintype.web.http;

import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;

/**
 * Answers with JSON whose length is known, past the search for a codec that Spring makes
 * for each response.
 */
public final class Answers {

	/** A longer body is an answer that may not wait for a slow reader in memory. */
	private static final int SMALL_BYTES = 1 << 16;

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
	 * @return the response, a {@link Large} if it is large
	 */
	public static Mono<ServerResponse> bytes(ServerResponse.BodyBuilder response, byte[] body) {
		Mono<ServerResponse> answer = response.contentLength(body.length).body((output, context) -> {
			Mono<DataBuffer> whole = Mono.just(output.bufferFactory().wrap(body));
			return output.writeWith(whole);
		});
		return (body.length <= SMALL_BYTES) ? answer : answer.map((whole) -> new Large(whole, response, body));
	}

	/**
	 * A response whose body is whole, and too large for each slow reader to hold its own
	 * in memory.
	 */
	public static final class Large implements ServerResponse {

		private final ServerResponse whole;

		private final ServerResponse.BodyBuilder builder;

		private final byte[] body;

		/**
		 * Creates the response.
		 * @param whole writes the body from memory
		 * @param builder has the status and the headers
		 * @param body not copied
		 */
		Large(ServerResponse whole, ServerResponse.BodyBuilder builder, byte[] body) {
			this.whole = whole;
			this.builder = builder;
			this.body = body;
		}

		/**
		 * Makes a response with the same status and headers.
		 * @return a builder, whose content length is set
		 */
		public ServerResponse.BodyBuilder builder() {
			return this.builder;
		}

		/**
		 * The body.
		 * @return not copied
		 */
		public byte[] body() {
			return this.body;
		}

		@Override
		public HttpStatusCode statusCode() {
			return this.whole.statusCode();
		}

		@Override
		public HttpHeaders headers() {
			return this.whole.headers();
		}

		@Override
		public MultiValueMap<String, ResponseCookie> cookies() {
			return this.whole.cookies();
		}

		@Override
		public Mono<Void> writeTo(ServerWebExchange exchange, Context context) {
			return this.whole.writeTo(exchange, context);
		}

	}

}
