package dev.tintype.security.access;

import dev.tintype.security.credential.CredentialAuthentication;
import dev.tintype.security.credential.Scope;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.web.server.ServerWebExchange;

/**
 * Compares the scope of the caller with the scope that the request needs.
 */
class Authorization implements ReactiveAuthorizationManager<ServerWebExchange> {

	private final AccessTable table;

	Authorization(AccessTable table) {
		this.table = table;
	}

	@Override
	public Mono<AuthorizationResult> authorize(Mono<Authentication> authentication, ServerWebExchange exchange) {
		return verify(authentication, exchange).thenReturn(new AuthorizationDecision(true));
	}

	@Override
	public Mono<Void> verify(Mono<Authentication> authentication, ServerWebExchange exchange) {
		Scope required = required(exchange);
		if (required == null) {
			return Mono.empty();
		}
		return authentication.switchIfEmpty(Mono.error(() -> new AccessDeniedException("No credentials")))
			.flatMap((caller) -> isAllowed(caller, required) ? Mono.<Void>empty() : Mono.error(forbidden(required)));
	}

	/**
	 * Finds the scope that a request needs.
	 * @return null if it needs no credentials
	 */
	@Nullable Scope required(ServerWebExchange exchange) {
		return this.table.required(exchange);
	}

	static boolean isAllowed(@Nullable Authentication caller, Scope required) {
		return caller instanceof CredentialAuthentication valid && valid.credential().scope().includes(required);
	}

	static ProblemException forbidden(Scope required) {
		return new ProblemException(ProblemType.FORBIDDEN, "The request needs the scope " + required.word() + ".");
	}

}
