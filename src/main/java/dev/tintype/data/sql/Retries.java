package dev.tintype.data.sql;

import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.stereotype.Component;

/**
 * Decides whether and when work on the database is retried (ADR 20). It retries soon
 * after a conflict with other work, and after a second or more when the connection
 * failed. Only a limited amount of work may wait for the database to return. Further work
 * fails at once, so that an outage does not fill the memory.
 */
@Component
public class Retries {

	/** How many pieces of work may wait at once for connections that failed. */
	static final int MOST_WAITING = 256;

	/** How often work is retried after a connection fault, and after a conflict. */
	static final int FAULTS = 3;

	static final int CONFLICTS = 5;

	/**
	 * Counted from the start of the work: no attempt begins later, and none gets a
	 * connection later.
	 */
	private static final Duration LIMIT = Duration.ofSeconds(8);

	private static final Duration STEP = Duration.ofSeconds(1);

	/** The SQLSTATE of a duplicate key: unique_violation. */
	private static final String DOUBLED_KEY = "23505";

	/** A full disk belongs to the class of faults, but does not pass by itself. */
	private static final String DISK_FULL = DiskFull.STATE;

	/**
	 * Serialization failure, deadlock, a duplicate key (which an upsert can meet on H2),
	 * and a prepared statement that is missing or belongs to another connection. A pooler
	 * in front of PostgreSQL causes the last one before the statement is executed.
	 */
	private static final Set<String> LOST = Set.of("40001", "40P01", DOUBLED_KEY, "26000", "42P05");

	private final AtomicInteger waiting = new AtomicInteger();

	private final Room room = new Room();

	private final Outage outage = new Outage();

	/**
	 * Returns how long work may still wait for a connection.
	 * @param context of the work
	 * @param usual the wait of work that has not failed before
	 * @return at least a millisecond, and no longer than usual
	 */
	public static Duration patience(ContextView context, Duration usual) {
		Work work = context.getOrDefault(Work.class, null);
		if (work == null) {
			return usual;
		}
		long left = Math.max(LIMIT.toNanos() - work.age(), Duration.ofMillis(1).toNanos());
		return (left < usual.toNanos()) ? Duration.ofNanos(left) : usual;
	}

	/**
	 * Returns the guard of the embedded database's disk.
	 * @return receives all failures
	 */
	public Room room() {
		return this.room;
	}

	/**
	 * Returns the log of outages.
	 * @return must be told of answers of the database
	 */
	public Outage outage() {
		return this.outage;
	}

	/**
	 * Starts to count the attempts of a piece of work.
	 * @return its count
	 */
	Work begin() {
		return new Work();
	}

	/**
	 * Tells whether work failed because its connection was lost or none could be opened.
	 * A wait that ended because others kept their connections does not count.
	 * @return whether it did
	 */
	static boolean isConnectionFault(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			// The first cause decides, because a timeout of the pool may have any cause.
			if (cause instanceof R2dbcException ex) {
				String state = ex.getSqlState();
				return (state != null) ? isConnectionFault(state) : ex instanceof R2dbcNonTransientResourceException
						|| ex instanceof R2dbcTransientResourceException;
			}
			if (cause instanceof ConnectException || cause instanceof ClosedChannelException) {
				return true;
			}
		}
		return false;
	}

	private static boolean isConnectionFault(String state) {
		return state.startsWith("08") || state.startsWith("57P0")
				|| (state.startsWith("53") && !DISK_FULL.equals(state));
	}

	static boolean isConflict(Throwable failure) {
		return LOST.contains(state(failure));
	}

	static boolean isDoubledKey(Throwable failure) {
		return DOUBLED_KEY.equals(state(failure));
	}

	/**
	 * Returns the SQLSTATE of a failure.
	 * @return empty if it has none
	 */
	static String state(@Nullable Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof R2dbcException ex && ex.getSqlState() != null) {
				return ex.getSqlState();
			}
		}
		return "";
	}

	// The same clock as that of the timers.
	private static long now() {
		return Schedulers.parallel().now(TimeUnit.NANOSECONDS);
	}

	/**
	 * A piece of work, from its first attempt to its last.
	 */
	final class Work {

		private final long begun = now();

		private int conflicts;

		private int faults;

		private Work() {
		}

		private long age() {
			return now() - this.begun;
		}

		/**
		 * Tells the limit of the work to whatever opens connections for it.
		 * @return the context with the limit
		 */
		Context limit(Context context) {
			return (this.faults > 0) ? context.put(Work.class, this) : context;
		}

		/**
		 * Waits after a conflict.
		 * @param <T> the type of the work that follows
		 * @return completes when the next attempt may begin; fails at once with the
		 * failure if there is none
		 */
		<T> Mono<T> afterConflict(Throwable failure) {
			return isConflict(Retries.this.room.hear(failure)) ? afterLoss(failure) : Mono.error(failure);
		}

		private <T> Mono<T> afterLoss(Throwable failure) {
			if (this.conflicts == CONFLICTS) {
				return Mono.error(failure);
			}
			// 5, 10, 20, 40, 80 ms, each up to half more or less.
			long usual = 5L << this.conflicts++;
			long millis = Math.round(usual * ThreadLocalRandom.current().nextDouble(0.5, 1.5));
			return Mono.delay(Duration.ofMillis(Math.max(5, Math.min(millis, 100)))).then(Mono.empty());
		}

		/**
		 * Waits after a conflict or a connection fault.
		 * @param <T> the type of the work that follows
		 * @param failure of the last attempt, which has committed nothing
		 * @return completes when the next attempt may begin; fails at once with the
		 * failure if there is none
		 */
		<T> Mono<T> afterFailure(Throwable failure) {
			return (isConnectionFault(failure) || DiskFull.isClosedDatabase(failure)) ? afterFault(failure)
					: afterConflict(failure);
		}

		/**
		 * Waits after a connection fault.
		 * @param <T> the type of the work that follows
		 * @param failure of the last attempt, which has committed nothing
		 * @return completes when the next attempt may begin; fails at once with the
		 * failure if there is none
		 */
		<T> Mono<T> afterFault(Throwable failure) {
			if (DiskFull.isClosedDatabase(Retries.this.room.hear(failure))) {
				// Another connection opens the database again at once.
				return afterLoss(failure);
			}
			if (!isConnectionFault(failure) || this.faults == FAULTS) {
				return Mono.error(failure);
			}
			this.faults++;
			Duration wait = Duration
				.ofNanos(Math.round(this.faults * STEP.toNanos() * ThreadLocalRandom.current().nextDouble(0.75, 1.25)));
			return (age() + wait.toNanos() < LIMIT.toNanos()) ? pause(wait, failure) : Mono.error(failure);
		}

		private <T> Mono<T> pause(Duration wait, Throwable failure) {
			return Mono.using(Retries.this.waiting::incrementAndGet, (place) -> {
				if (place > MOST_WAITING) {
					return Mono.error(failure);
				}
				Retries.this.outage.begin(failure);
				return Mono.delay(wait).then(Mono.empty());
			}, (place) -> Retries.this.waiting.decrementAndGet());
		}

	}

}
