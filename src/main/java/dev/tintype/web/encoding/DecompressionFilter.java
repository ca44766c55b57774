package dev.tintype.web.encoding;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.tintype.web.http.EdgeFilter;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;

/**
 * Decompresses the bodies of requests, so that readers and limits see the original bytes.
 * An unsupported coding is refused before the body is requested. The filter that limits
 * bodies runs after this one.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 25)
class DecompressionFilter extends EdgeFilter {

	private static final String READ = "gzip, deflate";

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		List<String> headers = exchange.getRequest().getHeaders().get(HttpHeaders.CONTENT_ENCODING);
		if (headers == null || !hasBody(exchange.getRequest().getHeaders())) {
			return chain.filter(exchange);
		}
		List<String> codings = headers.stream()
			.flatMap((header) -> Stream.of(header.split(",")))
			.map((coding) -> coding.strip().toLowerCase(Locale.ROOT))
			.filter((coding) -> !coding.isEmpty() && !coding.equals("identity"))
			.toList();
		if (codings.isEmpty()) {
			return chain.filter(exchange);
		}
		return switch ((codings.size() == 1) ? codings.get(0) : "") {
			case "gzip", "x-gzip" -> chain.filter(decompressing(exchange, true));
			case "deflate" -> chain.filter(decompressing(exchange, false));
			default -> Mono.error(unsupported());
		};
	}

	private static boolean hasBody(HttpHeaders headers) {
		return headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
	}

	private static ServerWebExchange decompressing(ServerWebExchange exchange, boolean gzip) {
		return exchange.mutate().request(new DecompressedRequest(exchange.getRequest(), gzip)).build();
	}

	private static ProblemException unsupported() {
		ProblemException problem = new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE,
				"The Content-Encoding of a body must be one of " + READ + ".");
		problem.getHeaders().set(HttpHeaders.ACCEPT_ENCODING, READ);
		return problem;
	}

	/**
	 * A request with a decompressed body.
	 */
	private static final class DecompressedRequest extends ServerHttpRequestDecorator {

		private final boolean gzip;

		private final HttpHeaders headers;

		DecompressedRequest(ServerHttpRequest request, boolean gzip) {
			super(request);
			this.gzip = gzip;
			HttpHeaders plain = new HttpHeaders();
			plain.putAll(request.getHeaders());
			plain.remove(HttpHeaders.CONTENT_ENCODING);
			plain.remove(HttpHeaders.CONTENT_LENGTH);
			// The header shows later readers that there is a body.
			plain.set(HttpHeaders.TRANSFER_ENCODING, "chunked");
			this.headers = HttpHeaders.readOnlyHttpHeaders(plain);
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

		@Override
		public Flux<DataBuffer> getBody() {
			// Hidden, because the subscriber that checks the body does not support
			// fusion.
			return Flux.using(() -> new Inflation(this.gzip), this::inflate, Inflation::close).hide();
		}

		private Flux<DataBuffer> inflate(Inflation inflation) {
			return super.getBody().map(DecompressedRequest::bytes)
				.doOnDiscard(DataBuffer.class, DataBufferUtils::release)
				.concatMapIterable(inflation::inflate, 1)
				.<DataBuffer>map(DefaultDataBufferFactory.sharedInstance::wrap)
				.concatWith(Mono.fromRunnable(inflation::finish));
		}

		private static byte[] bytes(DataBuffer received) {
			byte[] bytes = new byte[received.readableByteCount()];
			received.read(bytes);
			DataBufferUtils.release(received);
			return bytes;
		}

	}

}
