package dev.tintype.operation.job;

/**
 * Ends the work of an instance on a job, although the work itself has no fault. A kind
 * never recovers from it.
 */
public final class JobStop extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Reason reason;

	/**
	 * Creates the end.
	 */
	public JobStop(Reason reason) {
		super("The work on the job ends: " + reason, null, false, false);
		this.reason = reason;
	}

	/**
	 * Returns why the work ends.
	 * @return the reason
	 */
	public Reason reason() {
		return this.reason;
	}

	/** Why the work ends. */
	public enum Reason {

		/** A user has cancelled the job. */
		CANCELLED,

		/** The instance is shutting down. */
		SHUTDOWN,

		/** Another instance owns the job. */
		LOST

	}

}
