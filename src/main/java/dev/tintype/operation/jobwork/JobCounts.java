package dev.tintype.operation.jobwork;

import dev.tintype.operation.job.JobChunk;
import dev.tintype.operation.job.JobEvents;
import org.jspecify.annotations.Nullable;

/**
 * The counters of a job, over all attempts.
 *
 * @param done the number of items that succeeded
 * @param failed the number of items that failed
 * @param total the number of items, null if it is not known
 * @param faults the number of stored faults
 */
record JobCounts(long done, long failed, @Nullable Long total, int faults) {

	/** The number of faults that a job keeps. */
	static final int MOST_FAULTS = 1_000;

	/**
	 * Adds the counters of a chunk.
	 */
	JobCounts plus(JobChunk chunk) {
		return new JobCounts(this.done + chunk.done(), this.failed + chunk.failed(),
				(chunk.total() != null) ? chunk.total() : this.total, this.faults + kept(chunk));
	}

	/**
	 * The number of faults of a chunk that are stored.
	 */
	int kept(JobChunk chunk) {
		return Math.min(chunk.faults().size(), MOST_FAULTS - this.faults);
	}

	/**
	 * Returns the progress event with the counters.
	 */
	JobEvents.Event event() {
		return JobEvents.Event.progress(this.done, this.failed, this.total);
	}

	JobCounts withFaults(int stored) {
		return new JobCounts(this.done, this.failed, this.total, stored);
	}

	JobCounts restarted() {
		return new JobCounts(0, 0, this.total, this.faults);
	}

}
