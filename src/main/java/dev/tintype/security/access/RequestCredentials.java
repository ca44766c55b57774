package dev.tintype.security.access;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.tintype.security.credential.Credential;
import dev.tintype.security.credential.Secret;
import dev.tintype.security.session.SessionCookies;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;

/**
 * Reads the credentials of a request: from a header, otherwise from the cookie. A query
 * string is never read, because logs and browsers keep it.
 */
class RequestCredentials implements ServerAuthenticationConverter {

	static final String KEY_HEADER = "X-API-Key";

	private static final Pattern BEARER = Pattern.compile("bearer +([A-Za-z0-9._~+/-]+=*) *", Pattern.CASE_INSENSITIVE);

	private static final int SCHEME_LENGTH = "Bearer ".length();

	private static final String PLAIN_KEY = "Bearer " + Secret.KEY_PREFIX;

	/** The length of a header with the key of 256 bits. */
	private static final int KEY_LENGTH = PLAIN_KEY.length() + 43;

	@Override
	public Mono<Authentication> convert(ServerWebExchange exchange) {
		HttpHeaders headers = exchange.getRequest().getHeaders();
		if (hasHeader(headers)) {
			String sent = sent(headers);
			if (sent == null) {
				return Mono.error(() -> new BadCredentialsException("malformed"));
			}
			return Mono.just(sent.startsWith(Secret.KEY_PREFIX) ? new PresentedSecret(Credential.Kind.KEY, sent)
					: new BearerTokenAuthenticationToken(sent));
		}
		String token = isSignIn(exchange.getRequest()) ? null : SessionCookies.token(exchange);
		return (token != null) ? Mono.just(new PresentedSecret(Credential.Kind.SESSION, token)) : Mono.empty();
	}

	/**
	 * Tells whether a request has credentials in a header.
	 */
	static boolean hasHeader(HttpHeaders headers) {
		return headers.containsHeader(HttpHeaders.AUTHORIZATION) || headers.containsHeader(KEY_HEADER);
	}

	// An old cookie must not prevent a user from signing in again.
	private static boolean isSignIn(ServerHttpRequest request) {
		String path = request.getPath().pathWithinApplication().value();
		return path.equals("/sign-in") || (path.equals("/api/session") && request.getMethod().equals(HttpMethod.POST));
	}

	/**
	 * Reads the key of a request that has exactly one, which needs no parser.
	 * @return null if the request has other credentials, or none
	 */
	static @Nullable String plainKey(HttpHeaders headers) {
		List<String> authorizations = headers.getOrEmpty(HttpHeaders.AUTHORIZATION);
		return (authorizations.size() == 1 && authorizations.get(0).length() == KEY_LENGTH
				&& authorizations.get(0).startsWith(PLAIN_KEY) && !headers.containsHeader(KEY_HEADER))
						? authorizations.get(0).substring(SCHEME_LENGTH) : null;
	}

	private static @Nullable String sent(HttpHeaders headers) {
		String key = plainKey(headers);
		return (key != null) ? key : parsed(headers);
	}

	private static @Nullable String parsed(HttpHeaders headers) {
		List<String> authorizations = headers.getOrEmpty(HttpHeaders.AUTHORIZATION);
		List<String> sent = new ArrayList<>(1);
		for (String authorization : authorizations) {
			Matcher bearer = BEARER.matcher(authorization);
			sent.add(bearer.matches() ? bearer.group(1) : "");
		}
		for (String key : headers.getOrEmpty(KEY_HEADER)) {
			sent.add(key.strip().startsWith(Secret.KEY_PREFIX) ? key.strip() : "");
		}
		if (sent.stream().distinct().count() > 1) {
			throw new ProblemException(ProblemType.INVALID_REQUEST,
					"The headers Authorization and X-API-Key contain different credentials. Send one of them.");
		}
		return sent.get(0).isEmpty() ? null : sent.get(0);
	}

}
