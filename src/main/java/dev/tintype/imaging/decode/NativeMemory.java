package dev.tintype.imaging.decode;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.tintype.imaging.work.Deadline;
import dev.tintype.imaging.work.PictureException;

/**
 * The memory outside the Java heap that all decoders share: pictures that must be held
 * whole wait for each other.
 */
final class NativeMemory {

	private static final long UNIT = 64L * 1024;

	private final long limit;

	private final Semaphore units;

	/**
	 * Memory that nobody holds.
	 * @param limit how many bytes all decoders may take together
	 */
	NativeMemory(long limit) {
		this.limit = limit;
		this.units = new Semaphore((int) Math.min(Integer.MAX_VALUE, limit / UNIT));
	}

	/**
	 * Whether there is ever so much memory.
	 * @param bytes how much is needed
	 * @return false when {@link #hold} would refuse it
	 */
	boolean canHold(long bytes) {
		return bytes <= this.limit;
	}

	/**
	 * Takes memory, once there is enough.
	 * @param deadline how long to wait
	 * @return gives it back when it is closed; one thread takes no memory while it holds
	 * some
	 * @throws PictureException when there is never so much, or not before the deadline
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
