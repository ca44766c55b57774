package dev.tintype.security.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.tintype.security.credential.Credential;
import dev.tintype.security.credential.CredentialAuthentication;
import dev.tintype.security.credential.Scope;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/**
 * Reads the scope of a valid JWT from its claims {@code scope} and {@code scp}.
 */
class TokenScopes implements Converter<Jwt, Mono<AbstractAuthenticationToken>> {

	private static final String PREFIX = "tintype:";

	@Override
	public Mono<AbstractAuthenticationToken> convert(Jwt token) {
		String subject = token.getSubject();
		if (subject == null || subject.isBlank()) {
			return Mono.error(() -> new InvalidBearerTokenException("The token has no subject"));
		}
		if (token.getExpiresAt() == null) {
			return Mono.error(() -> new InvalidBearerTokenException("The token never expires"));
		}
		Scope scope = Stream.of("scope", "scp")
			.flatMap((claim) -> words(token.getClaims().get(claim)))
			.map((word) -> Scope.of(word.startsWith(PREFIX) ? word.substring(PREFIX.length()) : word))
			.filter(Objects::nonNull)
			.max(Scope::compareTo)
			.orElse(null);
		if (scope == null) {
			return Mono.error(() -> new ProblemException(ProblemType.FORBIDDEN,
					"The token has none of the scopes read, write and admin."));
		}
		return Mono.just(new CredentialAuthentication(new Credential(Credential.Kind.TOKEN, "", subject,
				"jwt:" + subject, scope, token.getExpiresAt(), null)));
	}

	private static Stream<String> words(@Nullable Object claim) {
		if (claim instanceof String text) {
			return Arrays.stream(text.split(" "));
		}
		return (claim instanceof Collection<?> list) ? list.stream().map(String::valueOf) : List.<String>of().stream();
	}

}
