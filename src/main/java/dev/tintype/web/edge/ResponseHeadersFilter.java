package dev.tintype.web.edge;

import dev.tintype.web.http.EdgeFilter;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;

/**
 * Sets security headers on every response. With them a browser does not guess media
 * types, sends no referrer, and runs no foreign content.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class ResponseHeadersFilter extends EdgeFilter {

	/** What a page may load, unless it sets its own policy. */
	static final String PAGE_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; "
			+ "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

	/** The policy of data, which is not shown as a page. */
	private static final String DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

	private static final String POLICY_HEADER = "Content-Security-Policy";

	/** Without this header, any page could show the user's pictures. */
	static final String RESOURCE_POLICY_HEADER = "Cross-Origin-Resource-Policy";

	/** Only pages of this service may embed its responses. */
	static final String RESOURCE_POLICY = "same-origin";

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		ServerHttpResponse response = exchange.getResponse();
		response.getHeaders().set("X-Content-Type-Options", "nosniff");
		response.getHeaders().set("Referrer-Policy", "no-referrer");
		response.getHeaders().set(RESOURCE_POLICY_HEADER, RESOURCE_POLICY);
		if (exchange.getRequest().getPath().value().startsWith("/api/")) {
			// These headers are known now, so that they need no callback at the end of
			// every response.
			response.getHeaders().set(POLICY_HEADER, DATA_POLICY);
		}
		else {
			response.beforeCommit(() -> Mono.fromRunnable(() -> protectPage(response.getHeaders())));
		}
		return chain.filter(exchange);
	}

	private static void protectPage(HttpHeaders headers) {
		String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
		if (type != null && type.startsWith(MediaType.TEXT_HTML_VALUE)) {
			headers.set("Cross-Origin-Opener-Policy", "same-origin");
			if (!headers.containsHeader(POLICY_HEADER)) {
				headers.set(POLICY_HEADER, PAGE_POLICY);
			}
		}
	}

}
