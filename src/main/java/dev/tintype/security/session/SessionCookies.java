package dev.tintype.security.session;

import java.time.Duration;

import dev.tintype.security.credential.Credentials;
import dev.tintype.security.limit.ClientAddresses;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.server.csrf.CookieServerCsrfTokenRepository;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * The cookies of a session: its token, which scripts cannot read, and the CSRF token,
 * which they must repeat.
 */
@Component
public class SessionCookies implements ServerCsrfTokenRepository {

	/** The cookie with the token of the session. */
	public static final String NAME = "tintype_session";

	/** The cookie with the CSRF token. */
	static final String CSRF = "XSRF-TOKEN";

	private final ServerCsrfTokenRepository tokens = CookieServerCsrfTokenRepository.withHttpOnlyFalse();

	private final ClientAddresses clients;

	SessionCookies(ClientAddresses clients) {
		this.clients = clients;
	}

	/**
	 * Returns the token of a session.
	 * @param exchange of a request
	 * @return null if the request has no such cookie
	 */
	public static @Nullable String token(ServerWebExchange exchange) {
		HttpCookie cookie = exchange.getRequest().getCookies().getFirst(NAME);
		return (cookie != null && !cookie.getValue().isEmpty()) ? cookie.getValue() : null;
	}

	/**
	 * Creates the cookie of a new session. The service decides when the session ends.
	 */
	ResponseCookie session(ServerWebExchange exchange, String token) {
		return cookie(exchange, NAME, token).httpOnly(true).maxAge(Credentials.SESSION_LIFE).build();
	}

	/**
	 * Deletes the cookies of a session that has ended.
	 * @param exchange of the request that sent them
	 */
	public void clear(ServerWebExchange exchange) {
		exchange.getResponse().addCookie(cookie(exchange, NAME, "").httpOnly(true).maxAge(Duration.ZERO).build());
		exchange.getResponse().addCookie(cookie(exchange, CSRF, "").maxAge(Duration.ZERO).build());
	}

	/**
	 * Sends the CSRF token, a new one if the browser has none.
	 */
	Mono<Void> sendCsrfToken(ServerWebExchange exchange) {
		return loadToken(exchange).switchIfEmpty(Mono.defer(() -> generateToken(exchange)))
			.flatMap((token) -> saveToken(exchange, token));
	}

	@Override
	public Mono<CsrfToken> generateToken(ServerWebExchange exchange) {
		return this.tokens.generateToken(exchange);
	}

	@Override
	public Mono<CsrfToken> loadToken(ServerWebExchange exchange) {
		return this.tokens.loadToken(exchange);
	}

	@Override
	public Mono<Void> saveToken(ServerWebExchange exchange, @Nullable CsrfToken token) {
		return Mono.fromRunnable(() -> {
			if (token != null) {
				exchange.getResponse().addCookie(cookie(exchange, CSRF, token.getToken()).build());
			}
		});
	}

	private ResponseCookie.ResponseCookieBuilder cookie(ServerWebExchange exchange, String name, String value) {
		return ResponseCookie.from(name, value)
			.path("/")
			.sameSite("Strict")
			.secure(this.clients.isSecure(exchange.getRequest()));
	}

}
