package dev.tintype.imaging.work;

import java.time.Duration;

/**
 * When work on one picture has to be over. Decoders cannot be stopped from outside, so
 * what they call back asks here.
 */
public final class Deadline {

	private final Duration limit;

	private final long end;

	private volatile boolean abandoned;

	Deadline(Duration limit) {
		this.limit = limit;
		this.end = System.nanoTime() + limit.toNanos();
	}

	/** Nobody waits for the result any more. */
	void abandon() {
		this.abandoned = true;
	}

	/**
	 * Whether it is time to give up.
	 * @return also true when nobody waits for the result any more
	 */
	public boolean isOver() {
		return this.abandoned || System.nanoTime() - this.end >= 0;
	}

	/**
	 * How much time is left.
	 * @return never negative
	 */
	public Duration remaining() {
		return Duration.ofNanos(Math.max(0, this.end - System.nanoTime()));
	}

	/**
	 * Gives up when it is time to.
	 * @throws PictureException when the deadline is over
	 */
	public void check() {
		if (isOver()) {
			throw PictureException.tooLong(this.limit);
		}
	}

}
