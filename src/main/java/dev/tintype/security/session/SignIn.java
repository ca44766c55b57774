package dev.tintype.security.session;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import dev.tintype.security.audit.AuditLog;
import dev.tintype.security.credential.Credentials;
import dev.tintype.security.credential.Scope;
import dev.tintype.security.credential.Secret;
import dev.tintype.security.user.Passwords;
import dev.tintype.security.user.UserRepository;
import dev.tintype.support.Texts;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.security.Exposure;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Checks a name and a password and begins a session. The response to an unknown name, to
 * a disabled user and to a wrong password is the same, and takes as long.
 */
@Component
class SignIn {

	private final UserRepository users;

	private final Passwords passwords;

	private final SessionRepository sessions;

	private final SignInFailures failures;

	private final AuditLog audit;

	private final boolean limited;

	SignIn(UserRepository users, Passwords passwords, SessionRepository sessions, SignInFailures failures,
			AuditLog audit, Environment environment) {
		this.users = users;
		this.passwords = passwords;
		this.sessions = sessions;
		this.failures = failures;
		this.audit = audit;
		this.limited = Exposure.of(environment).asksForCredentials();
	}

	/**
	 * Begins a session.
	 * @param address the network of the client
	 * @return the session. It fails with a problem of type
	 * {@link ProblemType#UNAUTHENTICATED} if the name or the password is wrong, and of
	 * type {@link ProblemType#TOO_MANY_REQUESTS} if too many sign-ins have failed
	 */
	Mono<Session> begin(SignInDraft draft, String address) {
		if (!this.limited) {
			return check(draft);
		}
		return this.failures.add(address)
			.flatMap((failure) -> check(draft).delayUntil((session) -> this.failures.remove(failure))
				.onErrorResume(ProblemException.class, (problem) -> takeBack(failure, problem)));
	}

	private Mono<Session> takeBack(UUID failure, ProblemException problem) {
		Mono<Void> first = (problem.type() != ProblemType.UNAUTHENTICATED) ? this.failures.remove(failure)
				: Mono.empty();
		return first.then(Mono.error(problem));
	}

	private Mono<Session> check(SignInDraft draft) {
		return find(draft.username()).map(Optional::of)
			.defaultIfEmpty(Optional.empty())
			.flatMap((found) -> this.passwords
				.matches(draft.password(), found.map(UserRepository.Login::hash).orElse(null))
				.filter((matches) -> matches && found.isPresent() && found.get().user().isEnabled())
				.flatMap((matches) -> Mono.justOrEmpty(found)))
			.flatMap((login) -> begin(login, draft.password()))
			.switchIfEmpty(Mono.defer(() -> this.audit.writeAs("sign_in_failed", "user:" + shown(draft.username()))
				.then(Mono.error(wrong()))))
			.delayUntil((session) -> this.audit.writeAs("sign_in", "user:" + session.username()));
	}

	// No user has a longer name, and anybody can fill the log.
	private static String shown(String username) {
		return (username.length() > Texts.NAME_LENGTH) ? username.substring(0, Texts.NAME_LENGTH) + "…" : username;
	}

	private static ProblemException wrong() {
		return ProblemException.unauthenticated();
	}

	private Mono<UserRepository.Login> find(String username) {
		return (Texts.fault(username, 1, Texts.NAME_LENGTH) == null) ? this.users.findLogin(username) : Mono.empty();
	}

	private Mono<Session> begin(UserRepository.Login login, String password) {
		Mono<UserRepository.Login> current = this.passwords.isOutdated(login.hash()) ? this.passwords.hash(password)
			.flatMap((hash) -> this.users.rehash(login, hash).thenReturn(new UserRepository.Login(login.user(), hash)))
				: Mono.just(login);
		return current.flatMap((checked) -> Mono.fromSupplier(Secret::token)
			.subscribeOn(Schedulers.boundedElastic())
			.flatMap((token) -> {
				Instant now = Instant.now();
				Instant expires = now.plus(Credentials.SESSION_IDLE);
				Session session = new Session(token, checked.user().username(), Scope.ofRole(checked.user().role()),
						expires);
				return this.sessions.begin(token.hash(), checked.user().id(), checked.hash(), now, expires)
					.filter(Boolean::booleanValue)
					.map((begun) -> session);
			}));
	}

	/**
	 * A session that has begun.
	 *
	 * @param token for the cookie
	 * @param scope of the user
	 * @param expiresAt when it ends if it is not used
	 */
	record Session(Secret token, String username, Scope scope, Instant expiresAt) {
	}

}
