package dev.tintype.operation.console;

import java.util.List;

/**
 * The result of a command.
 *
 * @param done whether it succeeded; if not, the exit code is 1
 * @param json for {@code --json}
 * @param lines the result as text
 */
public record CommandResult(boolean done, Object json, List<String> lines) {

	/**
	 * Creates the result of a command that succeeded.
	 * @param json for {@code --json}
	 * @param lines the result as text
	 * @return the result
	 */
	public static CommandResult of(Object json, List<String> lines) {
		return new CommandResult(true, json, lines);
	}

	/**
	 * Creates the result of a command that succeeded.
	 * @param json for {@code --json}
	 * @param lines the result as text
	 * @return the result
	 */
	public static CommandResult of(Object json, String... lines) {
		return new CommandResult(true, json, List.of(lines));
	}

}
