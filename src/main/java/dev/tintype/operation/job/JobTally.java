package dev.tintype.operation.job;

/**
 * Holds the committed state of a job while the job runs. Chunks of a job follow one
 * another, but on different threads.
 *
 * @param <T> the type of the state, for example counts
 */
public final class JobTally<T> {

	private volatile T value;

	/**
	 * Starts with a state.
	 * @param value of the resume point, or that of a job at its beginning
	 */
	public JobTally(T value) {
		this.value = value;
	}

	/**
	 * Returns the current state.
	 * @return that after the last committed chunk
	 */
	public T get() {
		return this.value;
	}

	/**
	 * Replaces the state after a chunk is committed.
	 * @return the new state
	 */
	public T set(T next) {
		this.value = next;
		return next;
	}

}
