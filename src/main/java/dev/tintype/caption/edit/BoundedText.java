package dev.tintype.caption.edit;

import dev.tintype.support.Texts;

/**
 * Builds the result of an edit. Its length is limited, because edits may multiply the
 * length of a text again and again.
 */
final class BoundedText {

	/**
	 * In UTF-16 code units. A result between two edits may be longer than a caption,
	 * since a later edit may shorten it.
	 */
	private static final int LENGTH = 10 * Texts.TEXT_LENGTH;

	private final StringBuilder text = new StringBuilder();

	BoundedText append(CharSequence part) {
		return append(part, 0, part.length());
	}

	BoundedText append(CharSequence part, int from, int to) {
		if (this.text.length() + to - from > LENGTH) {
			throw new TooLongException();
		}
		this.text.append(part, from, to);
		return this;
	}

	@Override
	public String toString() {
		return this.text.toString();
	}

	/** The result is too long. */
	static final class TooLongException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		TooLongException() {
			super("The result of an edit is too long", null, false, false);
		}

	}

}
