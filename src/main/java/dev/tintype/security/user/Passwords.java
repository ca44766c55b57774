package dev.tintype.security.user;

import java.util.Map;
import java.util.concurrent.RejectedExecutionException;

import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpHeaders;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords with Argon2id. A hash takes 19 MiB and tens of milliseconds of a core,
 * so one or two run at a time, and few wait.
 */
@Component
public class Passwords implements DisposableBean {

	/** The fewest characters of a password. */
	public static final int SHORTEST = 10;

	/** The most characters of a password. */
	public static final int LONGEST = 128;

	private static final int MOST_AT_ONCE = 2;

	private static final int WAITING = 16;

	private static final int SALT_BYTES = 16;

	private static final int HASH_BYTES = 32;

	private static final int MEMORY_KIB = 19_456;

	private static final int ITERATIONS = 2;

	private static final String ARGON2 = "argon2";

	/**
	 * The hash of a random password that nobody knows. Checking it takes as long as
	 * checking the password of a user.
	 */
	private static final String NOBODY = "{argon2}$argon2id$v=19$m=19456,t=2,p=1$"
			+ "AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

	private final Scheduler workers;

	private final PasswordEncoder encoder;

	Passwords() {
		int atOnce = atOnce(Runtime.getRuntime().availableProcessors());
		this.workers = Schedulers.newBoundedElastic(atOnce, WAITING / atOnce, "passwords", 60, true);
		BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder();
		DelegatingPasswordEncoder delegating = new DelegatingPasswordEncoder(ARGON2, Map.of(ARGON2,
				new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, MEMORY_KIB, ITERATIONS), "bcrypt", bcrypt));
		// Other applications store a hash without a prefix.
		delegating.setDefaultPasswordEncoderForMatches(bcrypt);
		this.encoder = delegating;
	}

	/**
	 * Returns how many passwords are hashed at a time. Half of the cores remain for other
	 * requests, so that health responds in time during many sign-ins.
	 * @param cores of the machine
	 * @return 1 or 2
	 */
	static int atOnce(int cores) {
		return Math.max(1, Math.min(MOST_AT_ONCE, cores / 2));
	}

	/**
	 * Hashes a new password.
	 * @param password in plain text
	 * @return the hash. It fails with a problem of type {@link ProblemType#UNAVAILABLE}
	 * if too many passwords wait
	 */
	public Mono<String> hash(String password) {
		return work(Mono.fromCallable(() -> String.valueOf(this.encoder.encode(password))));
	}

	/**
	 * Checks a password.
	 * @param password in plain text, of any length
	 * @param hash of the user; null for an unknown user, which takes as long
	 * @return whether it is the user's. It fails as {@link #hash} does
	 */
	public Mono<Boolean> matches(String password, @Nullable String hash) {
		return work(Mono.fromCallable(() -> check(password, (hash != null) ? hash : NOBODY) && hash != null));
	}

	private boolean check(String password, String hash) {
		try {
			return this.encoder.matches(password, hash);
		}
		catch (IllegalArgumentException ex) {
			// bcrypt accepts no more than 72 bytes, and the hash may have an unknown
			// form.
			return false;
		}
	}

	/**
	 * Tells whether the hash of a password must be replaced.
	 * @param hash of a password that matches
	 * @return whether it has an older form
	 */
	public boolean isOutdated(String hash) {
		return this.encoder.upgradeEncoding(hash);
	}

	private <T> Mono<T> work(Mono<T> hashing) {
		return hashing.subscribeOn(this.workers).onErrorMap(RejectedExecutionException.class, (ex) -> {
			ProblemException problem = new ProblemException(ProblemType.UNAVAILABLE,
					"Too many passwords are being checked.");
			problem.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
			return problem;
		});
	}

	@Override
	public void destroy() {
		this.workers.dispose();
	}

}
