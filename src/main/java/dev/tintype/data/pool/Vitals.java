package dev.tintype.data.pool;

/**
 * What is known of all connections together. Moments are of {@link System#nanoTime()}.
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

	// The database answered, on whichever connection.
	void answer(long moment) {
		this.answered = moment;
		this.listener.run();
	}

	/**
	 * Tells of each answer.
	 * @param told of it on whichever thread; must be quick
	 */
	void onAnswer(Runnable told) {
		this.listener = told;
	}

	/**
	 * When the database last answered.
	 * @return a moment; that of the start if it never did
	 */
	long answered() {
		return this.answered;
	}

	// A connection did not answer; those as silent as it are not to be trusted.
	void distrustSilentOnes() {
		this.staleBefore = System.nanoTime();
	}

	/**
	 * The embedded database has closed itself under its connections.
	 * @param opened when the connection was opened that tells so
	 */
	synchronized void databaseClosed(long opened) {
		// Those of before tell again what is known.
		if (isUsable(opened)) {
			this.closed = System.nanoTime();
			this.staleBefore = this.closed;
		}
	}

	/**
	 * Whether a connection belongs to a database that is open.
	 * @return false if the embedded database has closed itself since
	 */
	boolean isUsable(long opened) {
		return opened - this.closed > 0;
	}

	/**
	 * Since when a connection must have answered to be used.
	 * @return a moment
	 */
	long staleBefore() {
		return this.staleBefore;
	}

}
