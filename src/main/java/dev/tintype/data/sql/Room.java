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
 * Whether the disk of the embedded database has room for a write. One that fails closes
 * the database under all that read, so writes are refused beforehand where that is
 * possible, and for a moment after one has failed.
 */
public final class Room {

	private static final Logger LOG = LoggerFactory.getLogger(Room.class);

	/** How long no write is tried after one for which the disk had no room. */
	private static final Duration PAUSE = Duration.ofSeconds(1);

	/** So that a disk that stays full is told of once. */
	private static final Duration QUIET = Duration.ofMinutes(1);

	/** How long a look at the disk counts. */
	private static final Duration FRESH = Duration.ofMillis(20);

	private static final long NEVER = Long.MIN_VALUE;

	private final AtomicLong failed = new AtomicLong(NEVER);

	private volatile boolean lacking;

	private volatile long looked = now();

	/** Looks at the disk, null where there is none to look at. */
	private volatile @Nullable Mono<Void> look;

	/**
	 * Whether no write is tried.
	 * @return whether the disk is nearly full, or was full a moment ago
	 */
	public boolean isLacking() {
		long last = this.failed.get();
		return this.lacking || (last != NEVER && now() - last < PAUSE.toNanos());
	}

	/**
	 * Has the disk looked at before writes.
	 * @param looking calls {@link #isLacking(boolean)}, and never fails
	 */
	public void lookBy(Mono<Void> looking) {
		this.look = looking;
	}

	/**
	 * Hears how full the disk is.
	 * @param lacks whether writes might not find room
	 */
	public void isLacking(boolean lacks) {
		this.looked = now();
		if (lacks != this.lacking) {
			this.lacking = lacks;
			if (lacks) {
				LOG.warn("The disk of the database is nearly full; nothing is written until it has room again");
			}
			else {
				LOG.info("The disk of the database has room again");
			}
		}
	}

	/**
	 * Has the disk looked at, unless that was done just now.
	 * @param <T> what the write gives
	 * @return what it gives
	 */
	<T> Mono<T> afterALook(Mono<T> write) {
		Mono<Void> looking = this.look;
		return (looking != null && now() - this.looked > FRESH.toNanos()) ? looking.then(write) : write;
	}

	/**
	 * Hears of a failure.
	 * @return the same
	 */
	Throwable hear(Throwable failure) {
		if (DiskFull.isClosedDatabase(failure) && DiskFull.is(failure)) {
			long before = this.failed.getAndSet(now());
			if (before == NEVER || now() - before > QUIET.toNanos()) {
				LOG.warn("The disk of the database is full; nothing is written until it has room again");
			}
		}
		return failure;
	}

	// The clock of the timers that waits are made with.
	private static long now() {
		return Schedulers.parallel().now(TimeUnit.NANOSECONDS);
	}

}
