package dev.tintype.security.access;

import dev.tintype.security.credential.CredentialAuthentication;
import dev.tintype.security.credential.Credentials;
import dev.tintype.security.limit.RequestLimits;
import dev.tintype.web.http.ProblemException;
import reactor.core.publisher.Mono;

import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.authentication.ServerAuthenticationSuccessHandler;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;

/**
 * Lets a request with valid credentials in: counts it, tells the handlers who sent it,
 * and records the use of the credentials after the response.
 */
class Admission implements ServerAuthenticationSuccessHandler {

	private final RequestLimits limits;

	private final Credentials credentials;

	Admission(RequestLimits limits, Credentials credentials) {
		this.limits = limits;
		this.credentials = credentials;
	}

	@Override
	public Mono<Void> onAuthenticationSuccess(WebFilterExchange filter, Authentication authentication) {
		if (!(authentication instanceof CredentialAuthentication valid)) {
			return Mono.error(() -> new IllegalStateException("Unknown credentials"));
		}
		return admit(valid, filter.getExchange(), filter.getChain());
	}

	/**
	 * Lets a request in.
	 * @param valid its credentials
	 * @return the response; a problem of type {@code TOO_MANY_REQUESTS}
	 */
	Mono<Void> admit(CredentialAuthentication valid, ServerWebExchange exchange, WebFilterChain chain) {
		ProblemException tooMany = this.limits.count(valid.credential().principal(),
				exchange.getResponse().getHeaders());
		if (tooMany != null) {
			return Mono.error(tooMany);
		}
		valid.caller().enter(exchange);
		Mono<Void> rest = chain.filter(exchange);
		return valid.isUseDue() ? rest.doFinally((end) -> this.credentials.used(valid)) : rest;
	}

}
