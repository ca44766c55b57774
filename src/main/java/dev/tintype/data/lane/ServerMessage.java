package dev.tintype.data.lane;

import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Decides which part of a message of a database or its driver may be shown.
 */
public final class ServerMessage {

	/** From this length on, a password is searched inside words too. */
	private static final int LONG = 8;

	private ServerMessage() {
	}

	/**
	 * Turns a message into a log line. A message that contains the password is left out
	 * as a whole, because the words around it would reveal it.
	 * @param message of any number of lines
	 * @param state the SQLSTATE, null if there is none
	 * @param password that must not be shown, null if there is none
	 * @return the first line, or what the SQLSTATE means
	 */
	public static String of(String message, @Nullable String state, @Nullable String password) {
		String line = message.lines().findFirst().orElse("").strip();
		return (password != null && contains(message, password)) ? meaning(Objects.requireNonNullElse(state, ""))
				: line;
	}

	// A short password occurs in many words, so it counts only if it stands alone.
	private static boolean contains(String message, String password) {
		if (password.isBlank()) {
			return false;
		}
		String literal = Pattern.quote(password);
		String alone = "(?<![\\p{L}\\p{N}])" + literal + "(?![\\p{L}\\p{N}])";
		return Pattern.compile((password.length() < LONG) ? alone : literal).matcher(message).find();
	}

	private static String meaning(String state) {
		String kind = switch (state.substring(0, Math.min(2, state.length()))) {
			case "08" -> "the connection failed";
			case "28" -> "the server refuses the login";
			case "3D" -> "there is no database of that name";
			case "53" -> "the server lacks resources";
			case "57" -> "the server is starting or stopping";
			default -> "the attempt failed";
		};
		return state.isEmpty() ? kind : kind + " (SQLSTATE " + state + ")";
	}

}
