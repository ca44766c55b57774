package dev.tintype.search.regex;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;

/**
 * A text that is read from its beginning to its end, of which the last few thousand
 * characters are kept: RE2/J goes forward, and back by no more than the length of a
 * pattern.
 */
final class StreamedText implements CharSequence {

	private static final int KEPT = 8192;

	private final Reader reader;

	private final int length;

	private final char[] window = new char[2 * KEPT];

	/** Where the window begins in the text, and how much of it is filled. */
	private int start;

	private int filled;

	/**
	 * A text of which nothing is read yet.
	 * @param length of all of it, in UTF-16 code units
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
			throw new IllegalStateException("The text is read from " + this.start + " on, not from " + index);
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
				throw new IOException("The text ends before its length");
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
