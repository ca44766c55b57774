package dev.tintype.operation.pictallion;

/**
 * A reason why nothing was imported, as one line for the user.
 */
public final class ImportException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param message one line for the user
	 */
	public ImportException(String message) {
		super(message);
	}

	/**
	 * Creates the exception.
	 * @param message one line for the user
	 */
	public ImportException(String message, Throwable cause) {
		super(message, cause);
	}

}
