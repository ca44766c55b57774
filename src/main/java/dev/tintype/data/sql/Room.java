package dev.tintype.data.sql;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Knows whether the disk of the embedded database has room for a write. A failed write
 * closes the database under all readers. So writes are refused beforehand where possible,
 * and for a moment after one has failed.
 */
public final class Room {

	private static final Logger LOG = LoggerFactory.getLogger(Room.class);

	/** How long writes are refused after one found the disk full. */
	private static final Duration PAUSE = Duration.ofSeconds(1);

	/** Lets a disk that stays full be logged only once. */
	private static final Duration QUIET = Duration.ofMinutes(1);

	/** How long a measurement of the disk is valid. */
	private static final Duration FRESH = Duration.ofMillis(20);

	private static final long NEVER = Long.MIN_VALUE;

	private final AtomicLong failed = new AtomicLong(NEVER);

	private volatile boolean lacking;

	private volatile long looked = now();

	/** Measures the disk, null if there is none to measure. */
	private volatile @Nullable Mono<Void> look;

	/**
	 * Tells whether writes are refused.
	 * @return whether the disk is nearly full, or was full a moment ago
	 */
	public boolean isLacking() {
		long last = this.failed.get();
		return this.lacking || (last != NEVER && now() - last < PAUSE.toNanos());
	}

	/**
	 * Sets how the disk is measured before writes.
	 * @param looking calls {@link #isLacking(boolean)}, and never fails
	 */
	public void lookBy(Mono<Void> looking) {
		this.look = looking;
	}

	/**
	 * Records how full the disk is.
	 * @param lacks whether writes may find no room
	 */
	public void isLacking(boolean lacks) {
		this.looked = now();
		if (lacks != this.lacking) {
			this.lacking = lacks;
			if (lacks) {
				LOG.warn("The disk of the database is nearly full; writes are refused until it has room again");
			}
			else {
				LOG.info("The disk of the database has room again");
			}
		}
	}

	/**
	 * Measures the disk before a write, unless that was just done.
	 * @param <T> what the write gives
	 * @return the write after the measurement
	 */
	<T> Mono<T> afterALook(Mono<T> write) {
		Mono<Void> looking = this.look;
		return (looking != null && now() - this.looked > FRESH.toNanos()) ? looking.then(write) : write;
	}

	/**
	 * Records a failure.
	 * @return the same failure
	 */
	Throwable hear(Throwable failure) {
		if (DiskFull.isClosedDatabase(failure) && DiskFull.is(failure)) {
			long before = this.failed.getAndSet(now());
			if (before == NEVER || now() - before > QUIET.toNanos()) {
				LOG.warn("The disk of the database is full; writes are refused until it has room again");
			}
		}
		return failure;
	}

	// The same clock as that of the timers.
	private static long now() {
		return Schedulers.parallel().now(TimeUnit.NANOSECONDS);
	}

}
