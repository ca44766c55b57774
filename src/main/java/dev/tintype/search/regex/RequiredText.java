package dev.tintype.search.regex;

import dev.tintype.support.AnyCase;

/**
 * Finds the longest text that every match must contain, from the parts of a pattern in
 * order. An index of folded texts uses it to find candidates.
 */
final class RequiredText {

	private static final int FIRST_JAMO = 0x1100;

	private static final int LAST_JAMO = 0x11ff;

	private final boolean anyCase;

	private final StringBuilder run = new StringBuilder();

	private String folded = "";

	/**
	 * Creates an empty text.
	 * @param anyCase whether the pattern ignores case
	 */
	RequiredText(boolean anyCase) {
		this.anyCase = anyCase;
	}

	/**
	 * Adds the next part of the pattern.
	 * @param c the character that the part matches exactly once, negative for any other
	 * part
	 */
	void add(int c) {
		if (c >= 0 && (this.anyCase ? CaseFolding.orbit(c).stream().allMatch(RequiredText::standsAlone)
				: standsAlone(c))) {
			this.run.appendCodePoint(c);
		}
		else {
			end();
		}
	}

	/**
	 * Returns the longest required text after the last part, folded; it may be empty.
	 */
	String folded() {
		end();
		return this.folded;
	}

	// The last character is dropped: in a text, an accent may follow it, and both may be
	// composed into another character.
	private void end() {
		if (!this.run.isEmpty()) {
			this.run.setLength(this.run.offsetByCodePoints(this.run.length(), -1));
			String found = AnyCase.fold(this.run.toString());
			if (found.length() > this.folded.length()) {
				this.folded = found;
			}
			this.run.setLength(0);
		}
	}

	// Whether a character is never composed with the character before it.
	static boolean standsAlone(int c) {
		return (c >= ' ' && c <= '~') || (Character.isLetterOrDigit(c) && !(c >= FIRST_JAMO && c <= LAST_JAMO));
	}

}
