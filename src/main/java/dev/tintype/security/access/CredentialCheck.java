package dev.tintype.security.access;

import dev.tintype.security.credential.Credentials;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtReactiveAuthenticationManager;

/**
 * Checks the credentials of a request: keys and sessions by the database, other tokens by
 * the identity provider's keys.
 */
class CredentialCheck implements ReactiveAuthenticationManager {

	private final Credentials credentials;

	private final @Nullable JwtReactiveAuthenticationManager tokens;

	CredentialCheck(Credentials credentials, @Nullable ReactiveJwtDecoder decoder) {
		this.credentials = credentials;
		this.tokens = (decoder != null) ? new JwtReactiveAuthenticationManager(decoder) : null;
		if (this.tokens != null) {
			this.tokens.setJwtAuthenticationConverter(new TokenScopes());
		}
	}

	@Override
	public Mono<Authentication> authenticate(Authentication presented) {
		if (presented instanceof PresentedSecret secret) {
			return this.credentials.find(secret.kind(), secret.getCredentials())
				.<Authentication>cast(Authentication.class)
				.switchIfEmpty(bad());
		}
		return (this.tokens != null) ? this.tokens.authenticate(presented)
			.onErrorMap(AuthenticationServiceException.class, CredentialCheck::unavailable) : bad();
	}

	private static Mono<Authentication> bad() {
		return Mono.error(() -> new BadCredentialsException("unknown"));
	}

	private static ProblemException unavailable(AuthenticationServiceException ex) {
		ProblemException problem = new ProblemException(ProblemType.UNAVAILABLE,
				"The keys of the identity provider cannot be read.");
		problem.getHeaders().set(HttpHeaders.RETRY_AFTER, "5");
		problem.initCause(ex);
		return problem;
	}

}
