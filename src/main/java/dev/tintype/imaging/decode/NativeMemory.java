package dev.tintype.imaging.decode;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.tintype.imaging.work.Deadline;
import dev.tintype.imaging.work.PictureException;

/**
 * The memory outside the Java heap that all decoders share. Pictures that must be held as
 * a whole wait for each other.
 */
final class NativeMemory {

	private static final long UNIT = 64L * 1024;

	private final long limit;

	private final Semaphore units;

	/**
	 * Creates the memory; nothing is held yet.
	 * @param limit bytes that all decoders together may hold
	 */
	NativeMemory(long limit) {
		this.limit = limit;
		this.units = new Semaphore((int) Math.min(Integer.MAX_VALUE, limit / UNIT));
	}

	/**
	 * Whether a request is within the limit.
	 * @param bytes the size of the request
	 * @return false when {@link #hold} would refuse it
	 */
	boolean canHold(long bytes) {
		return bytes <= this.limit;
	}

	/**
	 * Waits until enough memory is free, and takes it.
	 * @param deadline when to stop waiting
	 * @return releases the memory when it is closed; a thread that holds memory must not
	 * take more
	 * @throws PictureException when the request exceeds the limit, or the deadline passes
	 */
	Held hold(long bytes, Deadline deadline) {
		if (!canHold(bytes)) {
			throw PictureException.tooMuchMemory(bytes, this.limit);
		}
		int needed = (int) (bytes / UNIT);
		try {
			if (!this.units.tryAcquire(needed, deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
				throw PictureException.busy();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw PictureException.busy();
		}
		return () -> this.units.release(needed);
	}

	/**
	 * Memory that a decoder holds.
	 */
	@FunctionalInterface
	interface Held extends AutoCloseable {

		@Override
		void close();

	}

}
