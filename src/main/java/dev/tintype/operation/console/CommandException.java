package dev.tintype.operation.console;

/**
 * A reason why a command did not do its work, as one line for the user.
 */
public final class CommandException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the reason.
	 * @param message one line without a full stop
	 */
	public CommandException(String message) {
		super(message);
	}

}
