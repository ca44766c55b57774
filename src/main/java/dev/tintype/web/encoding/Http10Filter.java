package dev.tintype.web.encoding;

import dev.tintype.web.http.EdgeFilter;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpVersion;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;

/**
 * Adapts responses to clients of HTTP/1.0. RFC 9112, 6.1 forbids chunks for them, so the
 * end of the connection ends a body of unknown length. After a body of known length the
 * connection may stay open with {@code Connection: keep-alive}.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class Http10Filter extends EdgeFilter {

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		HttpServerRequest request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
		if (HttpVersion.HTTP_1_0.equals(request.version())) {
			ServerHttpResponse response = exchange.getResponse();
			HttpServerResponse answer = ServerHttpResponseDecorator.getNativeResponse(response);
			// Reactor Netty closes the connection after a body that has neither chunks
			// nor a length.
			answer.chunkedTransfer(false);
			if (isKeptAlive(exchange.getRequest().getHeaders())) {
				response.beforeCommit(() -> Mono.fromRunnable(() -> keepAlive(response.getHeaders())));
			}
		}
		return chain.filter(exchange);
	}

	private static boolean isKeptAlive(HttpHeaders request) {
		return request.getConnection().stream().anyMatch(HttpHeaderValues.KEEP_ALIVE::contentEqualsIgnoreCase);
	}

	private static void keepAlive(HttpHeaders response) {
		if (response.getContentLength() >= 0) {
			response.setConnection(HttpHeaderValues.KEEP_ALIVE.toString());
		}
	}

}
