package dev.tintype.support;

import java.time.Duration;
import java.util.Set;

import io.r2dbc.spi.R2dbcException;
import org.jspecify.annotations.Nullable;
import reactor.util.retry.Retry;

/**
 * Repeats a transaction that lost against a concurrent one. Only for work of which
 * nothing is committed: a whole transaction or a single statement.
 */
public final class ConflictRetry {

	/**
	 * Serialization failure, deadlock, and a doubled key, as an upsert can meet it on H2.
	 */
	private static final Set<String> STATES = Set.of("40001", "40P01", "23505");

	private static final int ATTEMPTS = 5;

	private static final Duration FIRST_WAIT = Duration.ofMillis(5);

	private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

	private ConflictRetry() {
	}

	/**
	 * At most five repetitions, after 5 to 100 ms with jitter; then the conflict itself.
	 * @return for {@code retryWhen}
	 */
	public static Retry onConflict() {
		return Retry.backoff(ATTEMPTS, FIRST_WAIT)
			.maxBackoff(LONGEST_WAIT)
			.jitter(0.5)
			.filter(ConflictRetry::isConflict)
			.onRetryExhaustedThrow((spec, signal) -> signal.failure());
	}

	private static boolean isConflict(@Nullable Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof R2dbcException ex && ex.getSqlState() != null) {
				return STATES.contains(ex.getSqlState());
			}
		}
		return false;
	}

}
