package dev.tintype.database;

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

	private volatile boolean suspect;

	private volatile long answered = System.nanoTime();

	Watch(Lane lane) {
		this.lane = lane;
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
			this.answered = System.nanoTime();
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
	 * Whether the connection has been silent since a moment.
	 * @param moment of {@link System#nanoTime()}
	 * @return true if its last answer is older
	 */
	boolean silentSince(long moment) {
		return this.answered - moment < 0;
	}

	void cleared() {
		this.suspect = false;
		this.answered = System.nanoTime();
	}

}
