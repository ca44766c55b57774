package dev.tintype.security.access;

import dev.tintype.security.credential.Credential;
import dev.tintype.security.credential.CredentialAuthentication;
import dev.tintype.security.credential.Credentials;
import dev.tintype.security.credential.Scope;
import reactor.core.publisher.Mono;

import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.web.server.WebFilterChainProxy;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Decides about a request with a cached key at once, by the same limits and the same
 * table as the filters of Spring Security. All other requests pass those filters. Nearly
 * all requests of programs have a cached key, and the filters would cost them half as
 * much again as reading an image (ADR 32).
 */
final class KnownKeyFilter implements WebFilter {

	private final WebFilterChainProxy others;

	private final Credentials credentials;

	private final Admission admission;

	private final Authorization authorization;

	KnownKeyFilter(WebFilterChainProxy others, Credentials credentials, Admission admission,
			Authorization authorization) {
		this.others = others;
		this.credentials = credentials;
		this.admission = admission;
		this.authorization = authorization;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		String key = RequestCredentials.plainKey(exchange.getRequest().getHeaders());
		CredentialAuthentication known = (key != null) ? this.credentials.findCached(Credential.Kind.KEY, key) : null;
		return (known != null) ? this.admission.admit(known, exchange, (admitted) -> authorize(known, admitted, chain))
				: this.others.filter(exchange, chain);
	}

	// A limit counts before the scope does, as in the other filters.
	private Mono<Void> authorize(CredentialAuthentication known, ServerWebExchange exchange, WebFilterChain chain) {
		Scope required = this.authorization.required(exchange);
		return (required == null || Authorization.isAllowed(known, required))
				? chain.filter(exchange).contextWrite(ReactiveSecurityContextHolder.withAuthentication(known))
				: Mono.error(Authorization.forbidden(required));
	}

}
