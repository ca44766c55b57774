package dev.tintype.imaging.work;

import java.time.Duration;

/**
 * The time at which work on one picture must end. Decoders cannot be stopped from
 * outside, so their callbacks check the deadline.
 */
public final class Deadline {

	private final Duration limit;

	private final long end;

	private volatile boolean abandoned;

	Deadline(Duration limit) {
		this.limit = limit;
		this.end = System.nanoTime() + limit.toNanos();
	}

	/** Marks that nobody waits for the result any longer. */
	void abandon() {
		this.abandoned = true;
	}

	/**
	 * Whether the work should stop.
	 * @return true also when nobody waits for the result any longer
	 */
	public boolean isOver() {
		return this.abandoned || System.nanoTime() - this.end >= 0;
	}

	/**
	 * The remaining time.
	 * @return never negative
	 */
	public Duration remaining() {
		return Duration.ofNanos(Math.max(0, this.end - System.nanoTime()));
	}

	/**
	 * Throws if the work should stop.
	 * @throws PictureException when the deadline is over
	 */
	public void check() {
		if (isOver()) {
			throw PictureException.tooLong(this.limit);
		}
	}

}
