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
 * Responds with JSON of known length, without the codec lookup that Spring does for each
 * response.
 */
public final class Answers {

	/** A longer body must not wait in memory for a slow reader. */
	private static final int SMALL_BYTES = 1 << 16;

	private Answers() {
	}

	/**
	 * Responds with 200.
	 * @param value the body
	 * @return the response
	 */
	public static Mono<ServerResponse> json(Object value) {
		return json(HttpStatus.OK, value);
	}

	/**
	 * Responds with a status.
	 * @param value the body
	 * @return the response
	 */
	public static Mono<ServerResponse> json(HttpStatusCode status, Object value) {
		return json(ServerResponse.status(status), value);
	}

	/**
	 * Responds with given headers.
	 * @param response the status and the headers
	 * @param value the body
	 * @return the response
	 */
	public static Mono<ServerResponse> json(ServerResponse.BodyBuilder response, Object value) {
		return bytes(response.contentType(MediaType.APPLICATION_JSON), Json.MAPPER.writeValueAsBytes(value));
	}

	/**
	 * Responds with bytes.
	 * @param response the status and the headers, including the content type
	 * @param body the whole body
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
	 * A response whose whole body is in memory. It is too large to stay there for a slow
	 * reader.
	 */
	public static final class Large implements ServerResponse {

		private final ServerResponse whole;

		private final ServerResponse.BodyBuilder builder;

		private final byte[] body;

		/**
		 * Creates the response.
		 * @param whole the response that writes the body from memory
		 * @param builder the status and the headers
		 * @param body not copied
		 */
		Large(ServerResponse whole, ServerResponse.BodyBuilder builder, byte[] body) {
			this.whole = whole;
			this.builder = builder;
			this.body = body;
		}

		/**
		 * Creates a response with the same status and headers.
		 * @return a builder whose content length is set
		 */
		public ServerResponse.BodyBuilder builder() {
			return this.builder;
		}

		/**
		 * Returns the body.
		 * @return the bytes, not copied
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
