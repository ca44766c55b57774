package dev.tintype.operation.console;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A terminal with a person who can answer questions, or no terminal.
 */
public interface Terminal {

	/** No terminal: a pipe, or a process in the background. */
	Terminal NONE = (question) -> null;

	/**
	 * Asks a question.
	 * @return the answer; null when there is no terminal
	 */
	@Nullable String ask(String question);

	/**
	 * Asks for a password. It is not shown on the terminal.
	 * @param question what to enter
	 * @return the answer, or the first line of a pipe; null if there is neither
	 */
	default @Nullable String askSecretly(String question) {
		return ask(question);
	}

	/**
	 * Whether there is a terminal.
	 * @return false for a pipe
	 */
	default boolean isThere() {
		return false;
	}

	/**
	 * Whether the user agrees.
	 * @return true only if the answer is yes
	 */
	default boolean agrees(String question) {
		String answer = ask(question + " [y/N] ");
		return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
	}

	/**
	 * The terminal of this process.
	 * @return a {@link Pipe} if the input or the output is not a terminal
	 */
	static Terminal ofProcess() {
		Console console = System.console();
		return (console != null && isTerminal(console)) ? new OfConsole(console) : new Pipe(System.in);
	}

	// From Java 22 on, a console exists even without a terminal. The method that tells
	// them apart also exists from then on.
	private static boolean isTerminal(Console console) {
		try {
			return (boolean) Console.class.getMethod("isTerminal").invoke(console);
		}
		catch (ReflectiveOperationException ex) {
			return true;
		}
	}

	/**
	 * No terminal, but perhaps a password in a pipe.
	 *
	 * @param in the input of the process
	 */
	record Pipe(InputStream in) implements Terminal {

		@Override
		public @Nullable String ask(String question) {
			return null;
		}

		@Override
		public @Nullable String askSecretly(String question) {
			try {
				return new BufferedReader(new InputStreamReader(this.in, StandardCharsets.UTF_8)).readLine();
			}
			catch (IOException ex) {
				return null;
			}
		}

	}

	/**
	 * A terminal with a console.
	 *
	 * @param console for questions and answers
	 */
	record OfConsole(Console console) implements Terminal {

		@Override
		public @Nullable String ask(String question) {
			return this.console.readLine("%s", question);
		}

		@Override
		public @Nullable String askSecretly(String question) {
			char[] password = this.console.readPassword("%s", question);
			return (password != null) ? new String(password) : null;
		}

		@Override
		public boolean isThere() {
			return true;
		}

	}

}
