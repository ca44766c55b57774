package dev.tintype.pool;

import java.time.Duration;

import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SignalType;

/**
 * Knows of one connection whether it can be handed out as it is, or must answer a
 * question first. It must when it has been idle, and when work on it was cancelled: a
 * driver may wait for ever for the rest of an answer that nobody reads
 * (pgjdbc/r2dbc-postgresql#661).
 */
final class Watch {

	private static final long IDLE = Duration.ofSeconds(1).toNanos();

	private final Lane lane;

	private final Vitals vitals;

	private volatile boolean suspect;

	private volatile long answered = System.nanoTime();

	Watch(Lane lane, Vitals vitals) {
		this.lane = lane;
		this.vitals = vitals;
	}

	/**
	 * Does work on the connection.
	 * @param <T> what it brings
	 * @param work of the driver
	 * @return the same in the connection's lane; how it ends is remembered
	 */
	<T> Flux<T> over(Publisher<T> work) {
		return this.lane.move(work).doOnError(this::failed).doFinally(this::ended);
	}

	private void failed(Throwable error) {
		if (error instanceof R2dbcNonTransientResourceException || error instanceof R2dbcTransientResourceException) {
			this.suspect = true;
		}
	}

	private void ended(SignalType signal) {
		if (signal == SignalType.CANCEL) {
			this.suspect = true;
		}
		else if (signal == SignalType.ON_COMPLETE) {
			answer();
		}
	}

	boolean blocks() {
		return this.lane.isOfItsOwn();
	}

	boolean isSuspect() {
		return this.suspect;
	}

	boolean isIdle() {
		return System.nanoTime() - this.answered > IDLE;
	}

	/**
	 * Whether another connection that was silent as long did not answer.
	 * @return true if this one is to be dropped unasked
	 */
	boolean isStale() {
		return this.answered - this.vitals.staleBefore() < 0;
	}

	void cleared() {
		this.suspect = false;
		answer();
	}

	private void answer() {
		long now = System.nanoTime();
		this.answered = now;
		this.vitals.answer(now);
	}

}
