package dev.tintype.operation.copy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;

/**
 * Writes rows as lines in the text format of PostgreSQL's COPY: tab-separated fields,
 * {@code \N} for null, and a backslash before characters with a meaning. Long values are
 * copied piece by piece.
 *
 * @see <a href=
 * "https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.2">COPY, text
 * format</a>
 */
final class CopyOutput {

	private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

	private final OutputStream out;

	private final byte[] buffer = new byte[1 << 13];

	private final char[] chars = new char[1 << 12];

	private int filled;

	private boolean inRow;

	CopyOutput(OutputStream out) {
		this.out = out;
	}

	void nothing() throws IOException {
		begin();
		put('\\');
		put('N');
	}

	/**
	 * Writes a value that needs no escapes.
	 * @throws IOException when the value cannot be written
	 */
	void plain(String value) throws IOException {
		begin();
		for (int i = 0; i < value.length(); i++) {
			put(value.charAt(i));
		}
	}

	void text(String value) throws IOException {
		text(new StringReader(value));
	}

	/**
	 * Writes a text of any length.
	 * @throws IOException when the text cannot be written
	 * @throws ArchiveException when the text is not valid Unicode
	 */
	void text(Reader value) throws IOException {
		begin();
		char high = 0;
		for (int read = value.read(this.chars); read >= 0; read = value.read(this.chars)) {
			for (int i = 0; i < read; i++) {
				char c = this.chars[i];
				if (Character.isLowSurrogate(c) != (high != 0)) {
					throw notUnicode();
				}
				if (Character.isHighSurrogate(c)) {
					high = c;
					continue;
				}
				character((high != 0) ? Character.toCodePoint(high, c) : c);
				high = 0;
			}
		}
		if (high != 0) {
			throw notUnicode();
		}
	}

	/**
	 * Writes bytes of any length.
	 * @throws IOException when the bytes cannot be written
	 */
	void bytes(InputStream value) throws IOException {
		begin();
		put('\\');
		put('\\');
		put('x');
		byte[] piece = new byte[1 << 12];
		for (int read = value.read(piece); read >= 0; read = value.read(piece)) {
			for (int i = 0; i < read; i++) {
				put(HEX[(piece[i] >> 4) & 0xf]);
				put(HEX[piece[i] & 0xf]);
			}
		}
	}

	void endRow() throws IOException {
		put('\n');
		this.inRow = false;
	}

	void flush() throws IOException {
		this.out.write(this.buffer, 0, this.filled);
		this.filled = 0;
	}

	private void begin() throws IOException {
		if (this.inRow) {
			put('\t');
		}
		this.inRow = true;
	}

	private void character(int c) throws IOException {
		switch (c) {
			case '\\' -> escaped('\\');
			case '\n' -> escaped('n');
			case '\r' -> escaped('r');
			case '\t' -> escaped('t');
			default -> {
				if (c < 0x80) {
					put(c);
				}
				else if (c < 0x800) {
					put(0xc0 | c >> 6);
					put(0x80 | c & 0x3f);
				}
				else {
					if (c < 0x10000) {
						put(0xe0 | c >> 12);
					}
					else {
						put(0xf0 | c >> 18);
						put(0x80 | c >> 12 & 0x3f);
					}
					put(0x80 | c >> 6 & 0x3f);
					put(0x80 | c & 0x3f);
				}
			}
		}
	}

	private void escaped(char c) throws IOException {
		put('\\');
		put(c);
	}

	private void put(int b) throws IOException {
		if (this.filled == this.buffer.length) {
			flush();
		}
		this.buffer[this.filled++] = (byte) b;
	}

	private static ArchiveException notUnicode() {
		return new ArchiveException("A text has an unpaired surrogate, which is invalid Unicode");
	}

}
