package dev.tintype.search.regex;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;

/**
 * A stream of text as a character sequence, of which only the last few thousand
 * characters are in memory. That is enough for RE2/J, which reads forward, and back by at
 * most the length of a pattern.
 */
final class StreamedText implements CharSequence {

	private static final int KEPT = 8192;

	private final Reader reader;

	private final int length;

	private final char[] window = new char[2 * KEPT];

	/** The position of the window in the text. */
	private int start;

	private int filled;

	/**
	 * Creates a text that is not read yet.
	 * @param length of the whole text, in UTF-16 code units
	 */
	StreamedText(Reader reader, int length) {
		this.reader = reader;
		this.length = length;
	}

	@Override
	public char charAt(int index) {
		while (index >= this.start + this.filled) {
			readOn();
		}
		if (index < this.start) {
			throw new IllegalStateException(
					"Position " + index + " is before the window, which begins at " + this.start);
		}
		return this.window[index - this.start];
	}

	private void readOn() {
		if (this.filled == this.window.length) {
			System.arraycopy(this.window, KEPT, this.window, 0, KEPT);
			this.start += KEPT;
			this.filled = KEPT;
		}
		try {
			int read = this.reader.read(this.window, this.filled, this.window.length - this.filled);
			if (read < 0) {
				throw new IOException("The text is shorter than its length");
			}
			this.filled += read;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public int length() {
		return this.length;
	}

	@Override
	public CharSequence subSequence(int from, int to) {
		StringBuilder part = new StringBuilder();
		for (int i = from; i < to; i++) {
			part.append(charAt(i));
		}
		return part;
	}

	@Override
	public String toString() {
		return "text of " + this.length + " characters";
	}

}
