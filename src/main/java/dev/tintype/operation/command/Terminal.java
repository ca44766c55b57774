package dev.tintype.operation.command;

import java.io.Console;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who looks on and can be asked, or nobody.
 */
interface Terminal {

	/** A pipe, or a process in the background. */
	Terminal NONE = (question) -> null;

	/**
	 * Asks a question.
	 * @return the answer; null when nobody is there to give one
	 */
	@Nullable String ask(String question);

	/**
	 * Whether somebody looks on.
	 * @return false in a pipe
	 */
	default boolean isThere() {
		return false;
	}

	/**
	 * Whether somebody agrees.
	 * @return only if the answer is yes
	 */
	default boolean agrees(String question) {
		String answer = ask(question + " [y/N] ");
		return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
	}

	/**
	 * The one of this process.
	 * @return none if the input or the output is no terminal
	 */
	static Terminal ofProcess() {
		Console console = System.console();
		return (console != null && isTerminal(console)) ? new OfConsole(console) : NONE;
	}

	// From Java 22 on there is a console even without a terminal; the method to tell came
	// with it.
	private static boolean isTerminal(Console console) {
		try {
			return (boolean) Console.class.getMethod("isTerminal").invoke(console);
		}
		catch (ReflectiveOperationException ex) {
			return true;
		}
	}

	/**
	 * A person.
	 *
	 * @param console where
	 */
	record OfConsole(Console console) implements Terminal {

		@Override
		public @Nullable String ask(String question) {
			return this.console.readLine("%s", question);
		}

		@Override
		public boolean isThere() {
			return true;
		}

	}

}
