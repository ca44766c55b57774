package dev.tintype.support;

/**
 * Turns any failure into the problem that it is answered with.
 */
public final class Problems {

	private Problems() {
	}

	/**
	 * The problem of a failure.
	 * @param failure any
	 * @return itself when it is a problem
	 */
	public static ProblemException of(Throwable failure) {
		if (failure instanceof ProblemException problem) {
			return problem;
		}
		return new ProblemException(ProblemType.INTERNAL, "The service failed to answer this request.");
	}

}
