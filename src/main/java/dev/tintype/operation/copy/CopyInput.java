package dev.tintype.operation.copy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the format of {@link CopyOutput} and of PostgreSQL's COPY, field by field. The
 * beginning of a long field is in memory, and the rest is a stream.
 */
final class CopyInput {

	private static final int AT_HAND = 1 << 20;

	private final InputStream in;

	private final byte[] buffer = new byte[1 << 16];

	private int position;

	private int filled;

	private byte[] value = new byte[1 << 10];

	private int length;

	private boolean open;

	private boolean nothing;

	CopyInput(InputStream in) {
		this.in = in;
	}

	/**
	 * Whether there is another row.
	 * @return false at the end
	 * @throws IOException when the input cannot be read
	 */
	boolean hasRow() throws IOException {
		return this.position < this.filled || fill();
	}

	/**
	 * Moves to the next field.
	 * @throws IOException when the input cannot be read
	 */
	void next() throws IOException {
		this.length = 0;
		this.nothing = false;
		this.open = true;
		while (this.length < AT_HAND) {
			int b = unescaped();
			if (b < 0) {
				break;
			}
			if (this.length == this.value.length) {
				this.value = Arrays.copyOf(this.value, this.length * 2);
			}
			this.value[this.length++] = (byte) b;
		}
	}

	boolean isNull() {
		return this.nothing;
	}

	/**
	 * Whether the whole field is in memory.
	 * @return false for a long field
	 */
	boolean isWhole() {
		return !this.open;
	}

	/**
	 * How much of the field is in memory.
	 * @return bytes
	 */
	int size() {
		return this.length;
	}

	String text() {
		return new String(this.value, 0, this.length, StandardCharsets.UTF_8);
	}

	/**
	 * Reads the whole field into memory.
	 * @return the field
	 * @throws IOException when the input cannot be read
	 */
	String wholeText() throws IOException {
		return isWhole() ? text() : new String(all().readAllBytes(), StandardCharsets.UTF_8);
	}

	Reader longText() {
		return new InputStreamReader(all(), StandardCharsets.UTF_8);
	}

	InputStream bytes() {
		return new HexInput(all());
	}

	private InputStream all() {
		return new SequenceInputStream(new ByteArrayInputStream(Arrays.copyOf(this.value, this.length)),
				new InputStream() {
					@Override
					public int read() throws IOException {
						return unescaped();
					}
				});
	}

	// Returns the next byte of the field, or -1 after its end.
	private int unescaped() throws IOException {
		if (!this.open) {
			return -1;
		}
		int b = required();
		if (b == '\t' || b == '\n') {
			this.open = false;
			return -1;
		}
		if (b != '\\') {
			return b;
		}
		int escaped = required();
		return switch (escaped) {
			case 'N' -> {
				this.nothing = true;
				yield unescaped();
			}
			case 'b' -> '\b';
			case 'f' -> '\f';
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			case 'v' -> 0x0b;
			default -> escaped;
		};
	}

	private int required() throws IOException {
		if (this.position == this.filled && !fill()) {
			throw new EOFException("A row is truncated");
		}
		return this.buffer[this.position++] & 0xff;
	}

	private boolean fill() throws IOException {
		this.position = 0;
		this.filled = Math.max(0, this.in.read(this.buffer));
		return this.filled > 0;
	}

	/** Decodes the hexadecimal digits after {@code \x}. */
	private static final class HexInput extends InputStream {

		private final InputStream digits;

		private boolean begun;

		HexInput(InputStream digits) {
			this.digits = digits;
		}

		@Override
		public int read() throws IOException {
			if (!this.begun) {
				this.begun = true;
				if (this.digits.read() != '\\' || this.digits.read() != 'x') {
					throw new IOException("A value of bytes does not begin with \\x");
				}
			}
			int high = this.digits.read();
			return (high < 0) ? -1 : digit(high) << 4 | digit(this.digits.read());
		}

		private static int digit(int c) throws IOException {
			int digit = Character.digit(c, 16);
			if (digit < 0) {
				throw new IOException("A value of bytes has an invalid hexadecimal digit");
			}
			return digit;
		}

	}

}
