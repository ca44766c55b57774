package dev.tintype.operation.command;

/**
 * A reason why a command did not do its work, as one line for the user.
 */
final class CommandException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	CommandException(String message) {
		super(message);
	}

}
