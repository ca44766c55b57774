package dev.tintype.web.encoding;

import dev.tintype.web.http.EdgeFilter;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;

/**
 * Compresses responses for clients that accept it. Reactor Netty's own compression sets
 * no {@code Vary}, keeps strong entity tags, and always runs on the event loops.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 12)
class CompressionFilter extends EdgeFilter {

	private final CompressionSettings settings;

	CompressionFilter(CompressionSettings settings) {
		this.settings = settings;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		if (!this.settings.enabled()) {
			return chain.filter(exchange);
		}
		ServerHttpRequest request = exchange.getRequest();
		ServerHttpResponse response = new CompressedResponse(exchange.getResponse(),
				AcceptedCoding.of(request.getHeaders().get(HttpHeaders.ACCEPT_ENCODING)),
				this.settings.minSize().toBytes(), HttpMethod.HEAD.equals(request.getMethod()));
		exchange.getAttributes().put(RESPONSE, response);
		return chain.filter(exchange.mutate().response(response).build());
	}

}
