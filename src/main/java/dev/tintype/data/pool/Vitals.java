package dev.tintype.data.pool;

/**
 * What is known about all connections together. Times are by {@link System#nanoTime()}.
 */
final class Vitals {

	private volatile long answered = System.nanoTime();

	private volatile long staleBefore = System.nanoTime();

	private volatile long closed = this.staleBefore;

	private final Sessions sessions;

	private volatile Runnable listener = () -> {
	};

	Vitals(Sessions sessions) {
		this.sessions = sessions;
	}

	Sessions sessions() {
		return this.sessions;
	}

	// The database answered on some connection.
	void answer(long moment) {
		this.answered = moment;
		this.listener.run();
	}

	/**
	 * Registers a listener for each answer.
	 * @param told runs on any thread; must return quickly
	 */
	void onAnswer(Runnable told) {
		this.listener = told;
	}

	/**
	 * Returns when the database last answered.
	 * @return the time of the start if it never did
	 */
	long answered() {
		return this.answered;
	}

	// A connection did not answer, so those that were silent as long are not trusted.
	void distrustSilentOnes() {
		this.staleBefore = System.nanoTime();
	}

	/**
	 * Records that the embedded database has closed itself.
	 * @param opened when the connection that reports it was opened
	 */
	synchronized void databaseClosed(long opened) {
		// Connections that were opened before report the same event again.
		if (isUsable(opened)) {
			this.closed = System.nanoTime();
			this.staleBefore = this.closed;
		}
	}

	/**
	 * Tells whether a connection belongs to an open database.
	 * @return false if the embedded database has closed itself since
	 */
	boolean isUsable(long opened) {
		return opened - this.closed > 0;
	}

	/**
	 * Returns the time since which a connection must have answered to be used.
	 * @return by {@link System#nanoTime()}
	 */
	long staleBefore() {
		return this.staleBefore;
	}

}
