package dev.tintype.search.regex;

import dev.tintype.web.http.ProblemException;

/**
 * Reads a pattern character by character and keeps the position.
 */
final class PatternReader {

	/** The value that is read after the last character. */
	static final int END = -1;

	private final int[] characters;

	private int next;

	PatternReader(String pattern) {
		this.characters = pattern.codePoints().toArray();
	}

	boolean isAtEnd() {
		return this.next >= this.characters.length;
	}

	int position() {
		return this.next;
	}

	void back(int position) {
		this.next = position;
	}

	int peek() {
		return isAtEnd() ? END : this.characters[this.next];
	}

	int read() {
		return isAtEnd() ? END : this.characters[this.next++];
	}

	/**
	 * Reads a text if it comes next.
	 * @return whether it did
	 */
	boolean take(String text) {
		if (!isNext(text)) {
			return false;
		}
		this.next += text.length();
		return true;
	}

	boolean isNext(String text) {
		if (this.next + text.length() > this.characters.length) {
			return false;
		}
		for (int i = 0; i < text.length(); i++) {
			if (this.characters[this.next + i] != text.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Reads up to and including a text.
	 * @return the part before that text; the rest of the pattern when the text does not
	 * follow
	 */
	String readUntil(String end) {
		StringBuilder text = new StringBuilder();
		while (!isAtEnd() && !take(end)) {
			text.appendCodePoint(read());
		}
		return text.toString();
	}

	/**
	 * Creates the problem for a fault in the pattern.
	 * @param position where the fault begins, from 0; the problem counts from 1
	 */
	ProblemException fault(int position, String detail) {
		return ProblemException.invalid("regex", detail + " (position " + (position + 1) + ")");
	}

}
