package dev.tintype.web.edge;

import java.util.Set;

import dev.tintype.web.http.EdgeFilter;
import dev.tintype.web.route.RouteTable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;

/**
 * Responds to HEAD if a route supports GET. The route runs as for GET, and its body is
 * cancelled after the first buffer. So the headers, and a failure before the first row,
 * are the same, and an endless listing costs only its first buffer.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 40)
class HeadFilter extends EdgeFilter {

	private final RouteTable routes;

	HeadFilter(RouteTable routes) {
		this.routes = routes;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		if (!HttpMethod.HEAD.equals(exchange.getRequest().getMethod()) || !takesGetOnly(exchange)) {
			return chain.filter(exchange);
		}
		return chain.filter(exchange.mutate()
			// RFC 9110, 14.2 defines a range only for GET.
			.request(
					(request) -> request.method(HttpMethod.GET).headers((headers) -> headers.remove(HttpHeaders.RANGE)))
			.response(new BodilessResponse(exchange.getResponse()))
			.build());
	}

	private boolean takesGetOnly(ServerWebExchange exchange) {
		Set<HttpMethod> methods = this.routes.methods(exchange.getRequest().getPath().value());
		return methods.contains(HttpMethod.GET) && !methods.contains(HttpMethod.HEAD);
	}

	/**
	 * A response that reads a body only until the headers are known, and sends nothing of
	 * it.
	 */
	private static final class BodilessResponse extends ServerHttpResponseDecorator {

		BodilessResponse(ServerHttpResponse response) {
			super(response);
		}

		@Override
		public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
			if (body instanceof Mono<? extends DataBuffer> whole) {
				return whole.doOnNext(this::measure).then(Mono.defer(this::setComplete));
			}
			return Flux.from(body).take(1).doOnNext(DataBufferUtils::release).then(Mono.defer(this::setComplete));
		}

		@Override
		@SuppressWarnings("NestedPublishers") // so has Spring's own
		public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
			return writeWith(Flux.from(body).take(1).concatMap((part) -> part));
		}

		private void measure(DataBuffer body) {
			if (getHeaders().getContentLength() < 0) {
				getHeaders().setContentLength(body.readableByteCount());
			}
			DataBufferUtils.release(body);
		}

	}

}
