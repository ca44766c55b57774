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

	/** A silence that counts for what the same user of the connection waits for next. */
	private static final long LONG = Duration.ofSeconds(2).toNanos();

	/** So long an answer may take in any case. */
	private static final Duration LEAST = Duration.ofMillis(1500);

	private final Duration limit;

	private final Duration longLimit;

	private final List<WatchedSubscriber<?>> works = new ArrayList<>(4);

	private long since;

	private boolean lent;

	/** How long the peer has been silent before, while the connection has been lent. */
	private Duration before = Duration.ZERO;

	/** How often work began or brought something, so that no clock is read for a row. */
	private long signals;

	private long seen;

	/**
	 * For a connection.
	 * @param embedded whether its database is embedded and has no peer: then it is only
	 * looked at when the database has closed itself
	 */
	Silence(PoolSettings settings, boolean embedded) {
		this.limit = embedded ? AFTER_THE_END : settings.answerTimeout();
		this.longLimit = embedded ? AFTER_THE_END : settings.longAnswerTimeout();
	}

	/**
	 * The connection is lent to a request.
	 * @param asked when the request asked for a connection, by {@link System#nanoTime()}
	 */
	synchronized void lend(long asked) {
		this.since = asked;
		this.seen = this.signals;
		this.lent = true;
		this.before = Duration.ZERO;
	}

	/**
	 * Work begins, to which the peer owes an answer.
	 */
	synchronized void begin(WatchedSubscriber<?> work) {
		this.works.add(work);
		if (this.lent) {
			// Its wait for the connection counts.
			this.lent = false;
		}
		else {
			this.signals++;
		}
	}

	/** Work has brought something. Called in the lane. */
	void heard() {
		this.signals++;
	}

	/**
	 * Work is over, or nobody wants it any more.
	 */
	synchronized void end(WatchedSubscriber<?> work) {
		this.works.remove(work);
		this.signals++;
	}

	/**
	 * Looks whether the peer is silent for too long. Called in the lane, often enough: an
	 * answer counts from the look that finds it.
	 * @param now by {@link System#nanoTime()}
	 * @return the limit that has passed, null if it is well
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
			// Nothing is owed, except that the wait for the connection counts.
			this.since = this.lent ? this.since : now;
			return null;
		}
		boolean isLong = this.works.stream().anyMatch(WatchedSubscriber::isLongWork);
		Duration patience = isLong ? this.longLimit : left();
		return (now - this.since >= patience.toNanos()) ? patience : null;
	}

	// Of a transaction, a statement may have waited for a lock, and then the commit
	// waits.
	private Duration left() {
		Duration left = this.limit.minus(this.before);
		return (this.before.isZero() || left.compareTo(LEAST) > 0) ? left : LEAST;
	}

	/**
	 * The work to which an answer is owed.
	 * @return in the order in which it began
	 */
	synchronized List<WatchedSubscriber<?>> works() {
		return List.copyOf(this.works);
	}

}
