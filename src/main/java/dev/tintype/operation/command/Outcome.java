package dev.tintype.operation.command;

import java.util.List;

/**
 * What a command has to say.
 *
 * @param done whether it did what it was asked to; if not, the exit code is 1
 * @param json for {@code --json}
 * @param lines for people
 */
record Outcome(boolean done, Object json, List<String> lines) {

	static Outcome of(Object json, List<String> lines) {
		return new Outcome(true, json, lines);
	}

	static Outcome of(Object json, String... lines) {
		return new Outcome(true, json, List.of(lines));
	}

}
