package dev.tintype.data.pool;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;

import dev.tintype.data.lane.Lane;
import dev.tintype.data.sql.DiskFull;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import io.r2dbc.spi.Result;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.netty.channel.AbortedException;

/**
 * Knows whether one connection can be lent as it is, or must answer a question first. It
 * must after it was idle, and after its work was cancelled. A driver may wait for ever
 * for the rest of an answer that nobody reads (pgjdbc/r2dbc-postgresql#661).
 */
final class Watch {

	private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

	/** The SQLSTATE of a failed connection: connection_failure. */
	private static final String LOST = "08006";

	private static final long IDLE = Duration.ofSeconds(1).toNanos();

	private final Lane lane;

	private final Vitals vitals;

	// Only used in the lane.
	private final Queue<WatchedResult> handedOut = new ArrayDeque<>(2);

	/** Opened for a separate session, so it may have named prepared statements. */
	private final boolean own;

	private final Silence silence;

	private volatile boolean suspect;

	private volatile @Nullable R2dbcException lost;

	private final long opened = System.nanoTime();

	private volatile long answered = this.opened;

	Watch(Lane lane, Vitals vitals, PoolSettings settings) {
		this.lane = lane;
		this.vitals = vitals;
		this.own = !vitals.sessions().areShared();
		this.silence = new Silence(settings, lane.isBlocking());
	}

	/**
	 * Runs work on the connection.
	 * @param <T> what it gives
	 * @return the same work, in the connection's lane; the watch records how it ends
	 */
	<T> Flux<T> over(Publisher<T> work) {
		return new WatchedFlux<>(work, this);
	}

	/**
	 * Executes a statement on the connection.
	 * @return its results; the caller reads each of them or cancels the whole
	 */
	Flux<Result> results(Publisher<? extends Result> execution) {
		return new WatchedResults(execution, this);
	}

	/**
	 * Hands a result out. Called in the lane.
	 * @return the same result, watched
	 */
	Result handOut(Result result) {
		WatchedResult watched = new WatchedResult(result, this);
		while (!this.handedOut.isEmpty() && this.handedOut.peek().isRead()) {
			this.handedOut.remove();
		}
		this.handedOut.add(watched);
		return watched;
	}

	/**
	 * Discards results that were handed out and never read, because their statement was
	 * cancelled. This happens when the connection is returned or its transaction is
	 * rolled back. Until then a reader may still come.
	 */
	void giveUpUnread() {
		this.lane.execute(() -> {
			this.handedOut.forEach(WatchedResult::giveUp);
			this.handedOut.clear();
		});
	}

	Lane lane() {
		return this.lane;
	}

	Silence silence() {
		return this.silence;
	}

	/**
	 * Gives the connection up if its peer has been silent for too long. It closes the
	 * connection without waiting for the peer, and fails the work on it. Called in the
	 * lane.
	 * @return whether this call has given it up
	 */
	boolean giveUpIfSilent() {
		// An unread result keeps its statement from continuing.
		return this.handedOut.stream().allMatch(WatchedResult::isRead) && giveUpIfOverdue();
	}

	/**
	 * Gives up work on an embedded database that has closed itself. H2 may block the
	 * thread of such work for ever, so this is not called in the lane.
	 */
	void giveUpIfStuck() {
		if (!this.vitals.isUsable(this.opened)) {
			giveUpIfOverdue();
		}
	}

	private boolean giveUpIfOverdue() {
		Duration patience = (this.lost == null) ? this.silence.overdue(System.nanoTime()) : null;
		if (patience == null) {
			return false;
		}
		LOG.warn("A connection to the database was closed: it did not answer within {} ms", patience.toMillis());
		SilentConnectionException failure = new SilentConnectionException(patience);
		this.suspect = true;
		this.lost = failure;
		// First, because the driver would report a closed channel.
		this.silence.works().forEach((work) -> work.fail(failure));
		this.lane.cut();
		return true;
	}

	/**
	 * Returns why the connection was given up.
	 * @return null while it is in use
	 */
	@Nullable R2dbcException lost() {
		if (this.lost == null && isOutlived()) {
			this.suspect = true;
			this.lost = DiskFull.closedDatabase();
		}
		return this.lost;
	}

	// H2 must not be asked again: it may search for a version of its data for ever.
	private boolean isOutlived() {
		return this.lane.isBlocking() && !this.vitals.isUsable(this.opened);
	}

	/**
	 * Translates a failure of the work.
	 * @return the same failure, or one that says that the connection is lost where the
	 * driver passes on an error of its channel; as it is, that could also be a client's
	 * hang-up
	 */
	Throwable failed(Throwable error) {
		this.vitals.sessions().judge(error);
		Throwable known = isOfChannel(error)
				? new R2dbcNonTransientResourceException("The connection to the database was lost", LOST, error)
				: error;
		if (known instanceof R2dbcNonTransientResourceException || known instanceof R2dbcTransientResourceException) {
			this.suspect = true;
		}
		if (this.lane.isBlocking() && DiskFull.isClosedDatabase(known)) {
			this.suspect = true;
			this.vitals.databaseClosed(this.opened);
		}
		return known;
	}

	private static boolean isOfChannel(Throwable error) {
		return error instanceof IOException || error instanceof AbortedException
				|| error instanceof RejectedExecutionException;
	}

	// Nobody reads the rest of an answer.
	void abandoned() {
		this.suspect = true;
	}

	boolean blocks() {
		return this.lane.isBlocking();
	}

	boolean isSuspect() {
		return this.suspect || isOutlived();
	}

	boolean isIdle() {
		return System.nanoTime() - this.answered > IDLE;
	}

	/**
	 * Tells whether the connection must be dropped without a question.
	 * @return true if another one that was silent as long did not answer, or if sessions
	 * have turned out to be shared since
	 */
	boolean isStale() {
		return this.answered - this.vitals.staleBefore() < 0 || (this.own && this.vitals.sessions().areShared());
	}

	@Nullable Duration statementLimit() {
		return this.vitals.sessions().statementLimit();
	}

	void cleared() {
		this.suspect = false;
		answer();
	}

	void answer() {
		long now = System.nanoTime();
		this.answered = now;
		this.vitals.answer(now);
	}

}
