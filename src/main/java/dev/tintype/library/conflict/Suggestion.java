package dev.tintype.library.conflict;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What the service suggests to do with a new picture that is like an existing one.
 *
 * @param reason a sentence for people
 */
public record Suggestion(Action action, String reason) {

	static Suggestion of(Action action, String reason) {
		return new Suggestion(action, reason);
	}

	/**
	 * The decisions about a conflict.
	 */
	public enum Action {

		/** The new picture does not become an asset. */
		KEEP_EXISTING,

		/** The new picture becomes another asset. */
		KEEP_BOTH,

		/** The new picture becomes the original of the existing asset. */
		REPLACE;

		/** The words of all decisions. */
		public static final List<String> WORDS = Arrays.stream(values()).map(Action::word).toList();

		/**
		 * Returns the word for the decision in JSON and in the database.
		 * @return in lower case
		 */
		@JsonValue
		public String word() {
			return name().toLowerCase(Locale.ROOT);
		}

		/**
		 * Reads a word.
		 * @return its decision
		 * @throws IllegalArgumentException if there is no such decision
		 */
		public static Action of(String word) {
			return valueOf(word.toUpperCase(Locale.ROOT));
		}

	}

}
