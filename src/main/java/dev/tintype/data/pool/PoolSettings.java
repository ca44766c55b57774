package dev.tintype.data.pool;

import java.time.Duration;

/**
 * The sizes and time limits of a pool.
 *
 * @param minConnections connections that are kept open
 * @param maxConnections the most connections
 * @param recycle the maximum age of a connection
 * @param acquireTimeout how long a request waits for a connection
 * @param answerTimeout how long a request waits for an answer, counted from its request
 * for a connection; a connection that is silent for longer is closed
 * @param longAnswerTimeout the same limit for {@link dev.tintype.data.sql.LongWork}
 */
public record PoolSettings(int minConnections, int maxConnections, Duration recycle, Duration acquireTimeout,
		Duration answerTimeout, Duration longAnswerTimeout) {

	/**
	 * Returns settings for questions that have a separate connection.
	 * @param patience how long a question waits
	 * @return at most one connection, opened when it is needed
	 */
	public PoolSettings forQuestions(Duration patience) {
		return new PoolSettings(0, 1, this.recycle, patience, this.answerTimeout, this.longAnswerTimeout);
	}

	/**
	 * Returns settings for a caller that waits less long for a connection.
	 * @param longest the longest wait
	 * @return the shorter of both times
	 */
	public PoolSettings withAcquireTimeout(Duration longest) {
		Duration shorter = (longest.compareTo(this.acquireTimeout) < 0) ? longest : this.acquireTimeout;
		return new PoolSettings(this.minConnections, this.maxConnections, this.recycle, shorter, this.answerTimeout,
				this.longAnswerTimeout);
	}

	/**
	 * Returns settings for work that no request waits for.
	 * @return every statement may take as long as {@link dev.tintype.data.sql.LongWork}
	 */
	public PoolSettings forCommand() {
		return new PoolSettings(this.minConnections, this.maxConnections, this.recycle, this.acquireTimeout,
				this.longAnswerTimeout, this.longAnswerTimeout);
	}

}
