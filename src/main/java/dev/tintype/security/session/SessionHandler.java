package dev.tintype.security.session;

import java.net.URI;
import java.time.Instant;

import dev.tintype.security.audit.AuditLog;
import dev.tintype.security.credential.Credential;
import dev.tintype.security.credential.CredentialAuthentication;
import dev.tintype.security.credential.Scope;
import dev.tintype.security.credential.Secret;
import dev.tintype.security.limit.ClientAddresses;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Requests;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;

/**
 * Handles requests that begin, show and end sessions.
 */
@Component
class SessionHandler {

	private static final int MOST_BYTES = 1 << 16;

	private final SignIn signIn;

	private final SessionRepository sessions;

	private final SessionCookies cookies;

	private final ClientAddresses clients;

	private final AuditLog audit;

	SessionHandler(SignIn signIn, SessionRepository sessions, SessionCookies cookies, ClientAddresses clients,
			AuditLog audit) {
		this.signIn = signIn;
		this.sessions = sessions;
		this.cookies = cookies;
		this.clients = clients;
		this.audit = audit;
	}

	Mono<ServerResponse> get(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return credential()
			.flatMap((credential) -> ((credential.kind() == Credential.Kind.SESSION)
					? this.cookies.sendCsrfToken(request.exchange()) : Mono.<Void>empty())
				.thenReturn(Shown.of(credential)))
			.defaultIfEmpty(Shown.NOBODY)
			.flatMap((shown) -> Answers.json(ServerResponse.ok().cacheControl(CacheControl.noStore()), shown));
	}

	Mono<ServerResponse> begin(ServerRequest request) {
		MediaType type = Requests.contentType(request, MediaType.APPLICATION_JSON,
				MediaType.APPLICATION_FORM_URLENCODED);
		if (type.equals(MediaType.APPLICATION_JSON)) {
			Requests.accept(request, MediaType.APPLICATION_JSON);
			return Requests.json(request, MOST_BYTES)
				.map(SignInDraft::read)
				.flatMap((draft) -> begin(request, draft))
				.flatMap((session) -> Answers.json(ServerResponse.ok().cacheControl(CacheControl.noStore()),
						new Begun(session.username(), session.scope().word(), session.expiresAt())));
		}
		Requests.refuseLonger(request, MOST_BYTES);
		return request.formData()
			.onErrorMap(IllegalArgumentException.class,
					(ex) -> new ProblemException(ProblemType.INVALID_REQUEST, "The form is not percent-encoded."))
			.map(SignInDraft::read)
			.flatMap((draft) -> begin(request, draft)
				.flatMap((session) -> ServerResponse.seeOther(URI.create(draft.next())).build())
				.onErrorResume(ProblemException.class,
						(problem) -> isPage(request) ? page(draft.next(), problem) : Mono.error(problem)));
	}

	private Mono<SignIn.Session> begin(ServerRequest request, SignInDraft draft) {
		ServerWebExchange exchange = request.exchange();
		String former = SessionCookies.token(exchange);
		return this.signIn.begin(draft, ClientAddresses.network(this.clients.of(exchange.getRequest())))
			.delayUntil((session) -> (former != null) ? this.sessions.end(Secret.hash(former)) : Mono.empty())
			.delayUntil((session) -> {
				exchange.getResponse().addCookie(this.cookies.session(exchange, session.token().text()));
				return this.cookies.generateToken(exchange).flatMap((token) -> this.cookies.saveToken(exchange, token));
			});
	}

	Mono<ServerResponse> end(ServerRequest request) {
		String token = SessionCookies.token(request.exchange());
		if (token == null) {
			return ServerResponse.noContent().build();
		}
		// A header takes precedence over the cookie, and was not checked for forgery.
		return credential().filter((credential) -> credential.kind() == Credential.Kind.SESSION)
			.flatMap((credential) -> end(request.exchange(), token))
			.then(ServerResponse.noContent().build());
	}

	private Mono<Void> end(ServerWebExchange exchange, String token) {
		this.cookies.clear(exchange);
		return this.sessions.end(Secret.hash(token)).then(this.audit.write("sign_out", null, 1));
	}

	private static Mono<Credential> credential() {
		return ReactiveSecurityContextHolder.getContext()
			.map(SecurityContext::getAuthentication)
			.ofType(CredentialAuthentication.class)
			.map(CredentialAuthentication::credential);
	}

	Mono<ServerResponse> page(ServerRequest request) {
		return page(SignInDraft.safe(request.queryParam("next").orElse(null)), null);
	}

	private static Mono<ServerResponse> page(String next, @Nullable ProblemException problem) {
		ServerResponse.BodyBuilder response = ServerResponse
			.status((problem != null) ? problem.getStatusCode() : HttpStatus.OK);
		if (problem != null) {
			response.headers((headers) -> headers.putAll(problem.getHeaders()));
		}
		return response.contentType(SignInPage.TYPE)
			.cacheControl(CacheControl.noStore())
			.header("Content-Security-Policy", SignInPage.POLICY)
			.bodyValue(SignInPage.of(next, problem));
	}

	private static boolean isPage(ServerRequest request) {
		return request.headers().header("Accept").stream().anyMatch((accept) -> accept.contains("text/html"));
	}

	/**
	 * The response to a sign-in.
	 *
	 * @param scope what the session allows
	 * @param expiresAt when it ends if it is not used
	 */
	record Begun(String username, String scope, Instant expiresAt) {
	}

	/**
	 * Whose credentials a request has.
	 *
	 * @param username of a user or of a subject, null for a key
	 * @param key the name of a key, or null
	 * @param scope what they allow
	 * @param expiresAt null if they never expire
	 */
	record Shown(@Nullable String username, @Nullable String key, String scope, @Nullable Instant expiresAt) {

		/** Where no credentials are required, everybody may do everything. */
		static final Shown NOBODY = new Shown(null, null, Scope.ADMIN.word(), null);

		static Shown of(Credential credential) {
			boolean isKey = credential.kind() == Credential.Kind.KEY;
			return new Shown(isKey ? null : credential.name(), isKey ? credential.name() : null,
					credential.scope().word(), credential.expiresAt());
		}

	}

}
