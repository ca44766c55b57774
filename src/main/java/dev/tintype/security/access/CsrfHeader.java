package dev.tintype.security.access;

import reactor.core.publisher.Mono;

import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRequestAttributeHandler;
import org.springframework.web.server.ServerWebExchange;

/**
 * Reads the CSRF token from its header alone. Spring would also read it from a form, and
 * take the body away from the handler.
 */
class CsrfHeader extends ServerCsrfTokenRequestAttributeHandler {

	@Override
	public Mono<String> resolveCsrfTokenValue(ServerWebExchange exchange, CsrfToken token) {
		return Mono.justOrEmpty(exchange.getRequest().getHeaders().getFirst(token.getHeaderName()));
	}

}
