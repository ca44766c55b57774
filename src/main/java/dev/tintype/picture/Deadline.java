package dev.tintype.picture;

import java.time.Duration;

/**
 * When work on one picture has to be over. Decoders cannot be stopped from outside, so
 * what they call back asks here.
 */
final class Deadline {

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

	boolean isOver() {
		return this.abandoned || System.nanoTime() - this.end >= 0;
	}

	Duration remaining() {
		return Duration.ofNanos(Math.max(0, this.end - System.nanoTime()));
	}

	void check() {
		if (isOver()) {
			throw PictureException.tooLong(this.limit);
		}
	}

}
