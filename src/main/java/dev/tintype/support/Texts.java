package dev.tintype.support;

import org.jspecify.annotations.Nullable;

/**
 * Checks every text from outside, alike for both databases: no NUL character (H2 would
 * accept it, PostgreSQL refuses it), no unpaired surrogate, and a limited length.
 */
public final class Texts {

	/** The longest {@code search} or {@code q}, in characters. */
	public static final int SEARCH_LENGTH = 500;

	/** The longest name, key, tag or file name, in characters. */
	public static final int NAME_LENGTH = 255;

	/** The longest caption or prompt, in characters. */
	public static final int TEXT_LENGTH = 20_000;

	private Texts() {
	}

	/**
	 * Finds the fault of a text.
	 * @param min the fewest characters (Unicode code points)
	 * @param max the most characters
	 * @return null if there is none, else a short text for people
	 */
	public static @Nullable String fault(String text, int min, int max) {
		String unstorable = unstorable(text);
		if (unstorable != null) {
			return unstorable;
		}
		// A text has at least half as many characters as code units, so they are counted
		// only near the limit.
		int length = (text.length() > max) ? text.codePointCount(0, text.length()) : text.length();
		if (length > max) {
			return "must have at most " + max + " characters";
		}
		if (length < min) {
			return (min == 1) ? "must not be empty" : "must have at least " + min + " characters";
		}
		return null;
	}

	/**
	 * Whether a character is white space of Unicode. Java's own methods each leave some
	 * out: no-break spaces, or the next-line character.
	 * @return true for white space
	 */
	public static boolean isWhiteSpace(int character) {
		return Character.isWhitespace(character) || Character.isSpaceChar(character) || character == 0x85;
	}

	/**
	 * Whether a text has no character but white space.
	 * @return true also for an empty text
	 */
	public static boolean isBlank(String text) {
		return text.codePoints().allMatch(Texts::isWhiteSpace);
	}

	/**
	 * Finds a character that cannot be stored.
	 * @return null if there is none, else a short text for people
	 */
	public static @Nullable String unstorable(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == 0) {
				return "must not contain a NUL character";
			}
			if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
				i++;
			}
			else if (Character.isSurrogate(c)) {
				return "must not contain an unpaired surrogate";
			}
		}
		return null;
	}

}
