package dev.tintype.web.body;

import dev.tintype.web.http.EdgeFilter;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;

/**
 * Limits the size of every body and the time that the service waits for it. Its limits
 * count decompressed bytes, because the decompressing filter runs before this one.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 28)
class BodyFilter extends EdgeFilter {

	private final BodySettings limits;

	private final BodyClock clock;

	BodyFilter(BodySettings limits, BodyClock clock) {
		this.limits = limits;
		this.clock = clock;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		HttpHeaders headers = exchange.getRequest().getHeaders();
		String length = headers.getFirst(HttpHeaders.CONTENT_LENGTH);
		if ((length == null || length.equals("0")) && headers.getFirst(HttpHeaders.TRANSFER_ENCODING) == null) {
			return chain.filter(exchange);
		}
		boolean lines = isNdjson(headers);
		if (!lines && headers.getContentLength() > this.limits.maxSize().toBytes()) {
			return Mono.error(() -> BodyPace.tooLarge(this.limits));
		}
		return chain.filter(exchange.mutate().request(new WatchedRequest(exchange.getRequest(), lines)).build());
	}

	private static boolean isNdjson(HttpHeaders headers) {
		String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
		return type != null && type.regionMatches(true, 0, MediaType.APPLICATION_NDJSON_VALUE, 0,
				MediaType.APPLICATION_NDJSON_VALUE.length());
	}

	/**
	 * A request whose body is checked against the limits while it is read.
	 */
	private final class WatchedRequest extends ServerHttpRequestDecorator {

		private final boolean lines;

		WatchedRequest(ServerHttpRequest request, boolean lines) {
			super(request);
			this.lines = lines;
		}

		@Override
		public Flux<DataBuffer> getBody() {
			// Hidden, because a source that supports fusion expects a subscriber that
			// supports it too.
			return super.getBody().hide()
				.transform(Operators.<DataBuffer, DataBuffer>lift((source, reader) -> watched(reader)));
		}

		private WatchedBody watched(CoreSubscriber<? super DataBuffer> reader) {
			return new WatchedBody(reader, new BodyPace(BodyFilter.this.limits, this.lines, System::nanoTime),
					BodyFilter.this.clock);
		}

	}

}
