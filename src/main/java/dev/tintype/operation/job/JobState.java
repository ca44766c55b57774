package dev.tintype.operation.job;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The states of a job.
 */
public enum JobState {

	/** It waits for an instance. */
	QUEUED,

	/** An instance runs it, or did so until it was killed. */
	RUNNING,

	/** It is complete. */
	DONE,

	/** A fault has ended it. */
	FAILED,

	/** A user has ended it. */
	CANCELLED,

	/** Three attempts in a row have ended without a committed chunk. */
	INTERRUPTED;

	/** The words of all states. */
	public static final List<String> WORDS = Stream.of(values()).map(JobState::word).toList();

	/**
	 * The word for it in JSON and in the table.
	 * @return in lower case
	 */
	@JsonValue
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Reads a word of the table.
	 * @return the state
	 */
	static JobState of(String word) {
		return valueOf(word.toUpperCase(Locale.ROOT));
	}

	/**
	 * Whether the job has ended. Only a retry queues it again.
	 * @return false for a job that waits or runs
	 */
	public boolean isEnded() {
		return this != QUEUED && this != RUNNING;
	}

	/**
	 * Whether the job can be retried.
	 * @return true if it has ended and is not done
	 */
	public boolean isRetryable() {
		return isEnded() && this != DONE;
	}

}
