package dev.tintype.data.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Measures for one connection how long its peer has owed an answer. Time in which a
 * reader takes no rows does not count, since the peer may not send any then.
 */
final class Silence {

	private static final Duration AFTER_THE_END = Duration.ofSeconds(2);

	/** From this length on, a silence counts for the next work of the same user too. */
	private static final long LONG = Duration.ofSeconds(2).toNanos();

	/** After earlier silences, an answer may still take this long. */
	private static final Duration LEAST = Duration.ofMillis(1500);

	private final Duration limit;

	private final Duration longLimit;

	private final List<WatchedSubscriber<?>> works = new ArrayList<>(4);

	private long since;

	private boolean lent;

	/** How long the peer was silent earlier in the current loan of the connection. */
	private Duration before = Duration.ZERO;

	/** Counts signs of life instead of reading a clock for each row. */
	private long signals;

	private long seen;

	/**
	 * Prepares the measurement for a connection.
	 * @param embedded whether the database is embedded and so has no peer; then it is
	 * checked only for having closed itself
	 */
	Silence(PoolSettings settings, boolean embedded) {
		this.limit = embedded ? AFTER_THE_END : settings.answerTimeout();
		this.longLimit = embedded ? AFTER_THE_END : settings.longAnswerTimeout();
	}

	/**
	 * Records that the connection is lent to a request.
	 * @param asked when the request asked for a connection, by {@link System#nanoTime()}
	 */
	synchronized void lend(long asked) {
		this.since = asked;
		this.seen = this.signals;
		this.lent = true;
		this.before = Duration.ZERO;
	}

	/**
	 * Records that work begins to which the peer owes an answer.
	 */
	synchronized void begin(WatchedSubscriber<?> work) {
		this.works.add(work);
		if (this.lent) {
			// The time that it waited for the connection counts.
			this.lent = false;
		}
		else {
			this.signals++;
		}
	}

	/** Records that work has received something. Called in the lane. */
	void heard() {
		this.signals++;
	}

	/**
	 * Records that work has ended or was cancelled.
	 */
	synchronized void end(WatchedSubscriber<?> work) {
		this.works.remove(work);
		this.signals++;
	}

	/**
	 * Checks whether the peer is silent for too long. Called in the lane, and often: an
	 * answer counts from the check that finds it.
	 * @param now by {@link System#nanoTime()}
	 * @return the limit that has passed, null if none has
	 */
	synchronized @Nullable Duration overdue(long now) {
		if (this.signals != this.seen || this.works.stream().anyMatch(WatchedSubscriber::isReaderSlow)) {
			if (now - this.since >= LONG) {
				this.before = this.before.plusNanos(now - this.since);
			}
			this.seen = this.signals;
			this.since = now;
		}
		if (this.works.isEmpty()) {
			// Nothing is owed, but the wait for the connection still counts.
			this.since = this.lent ? this.since : now;
			return null;
		}
		boolean isLong = this.works.stream().anyMatch(WatchedSubscriber::isLongWork);
		Duration patience = isLong ? this.longLimit : left();
		return (now - this.since >= patience.toNanos()) ? patience : null;
	}

	// In a transaction, a statement may have waited for a lock before the commit waits.
	private Duration left() {
		Duration left = this.limit.minus(this.before);
		return (this.before.isZero() || left.compareTo(LEAST) > 0) ? left : LEAST;
	}

	/**
	 * Returns the work to which an answer is owed.
	 * @return in the order in which it began
	 */
	synchronized List<WatchedSubscriber<?>> works() {
		return List.copyOf(this.works);
	}

}
