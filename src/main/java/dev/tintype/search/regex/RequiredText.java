package dev.tintype.search.regex;

import dev.tintype.support.AnyCase;

/**
 * Finds the longest text that a match must contain, from the characters of a pattern one
 * by one. An index of folded texts finds candidates by it.
 */
final class RequiredText {

	private static final int FIRST_JAMO = 0x1100;

	private static final int LAST_JAMO = 0x11ff;

	private final boolean anyCase;

	private final StringBuilder run = new StringBuilder();

	private String folded = "";

	/**
	 * Begins without a character.
	 * @param anyCase whether a character stands for those that differ by case
	 */
	RequiredText(boolean anyCase) {
		this.anyCase = anyCase;
	}

	/**
	 * Adds the next part of the pattern.
	 * @param c the character that it matches exactly once, negative for anything else
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
	 * The longest required text, after the last part.
	 * @return folded, may be empty
	 */
	String folded() {
		end();
		return this.folded;
	}

	// What follows the last character in a text may be an accent, with which it is
	// another character once it is composed.
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

	// Whether it is never composed with the character before it.
	static boolean standsAlone(int c) {
		return (c >= ' ' && c <= '~') || (Character.isLetterOrDigit(c) && !(c >= FIRST_JAMO && c <= LAST_JAMO));
	}

}
