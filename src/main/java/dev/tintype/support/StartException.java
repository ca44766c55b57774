package dev.tintype.support;

import org.jspecify.annotations.Nullable;

/**
 * A reason why the service cannot start that its user can correct. The process ends with
 * this one line and no stack trace.
 */
public class StartException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates a reason.
	 * @param message one line without credentials
	 */
	public StartException(String message) {
		super(message);
	}

	/**
	 * Creates a reason with its cause, which is logged at debug level only.
	 * @param message one line without credentials
	 * @param cause of the failure; null if it is the reason itself
	 */
	public StartException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
