package dev.tintype.operation.command;

/**
 * A reason why a command does not do what it was asked to: one line for its user.
 */
final class CommandException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	CommandException(String message) {
		super(message);
	}

}
