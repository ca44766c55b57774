package dev.tintype.web.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Writes large amounts of JSON without an object for each value, directly from the bytes
 * of the database. The result is what {@link Json#MAPPER} would write.
 */
public final class JsonBytes {

	private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] LOWER_HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

	/**
	 * The letter of the short escape of each control character; 0 if it is escaped in
	 * hex.
	 */
	private static final byte[] SHORT = new byte[' '];

	/** For each byte, 1 if a character that may need an escape begins with it. */
	private static final byte[] ESCAPED = new byte[256];

	static {
		SHORT['\b'] = 'b';
		SHORT['\t'] = 't';
		SHORT['\n'] = 'n';
		SHORT['\f'] = 'f';
		SHORT['\r'] = 'r';
		Arrays.fill(ESCAPED, 0, ' ', (byte) 1);
		ESCAPED['"'] = 1;
		ESCAPED['\\'] = 1;
		ESCAPED[0xC2] = 1;
		ESCAPED[0xE2] = 1;
	}

	private byte[] bytes;

	private int size;

	private final JsonTimes times = new JsonTimes();

	/**
	 * Creates an empty writer.
	 * @param capacity the expected number of bytes
	 */
	public JsonBytes(int capacity) {
		this.bytes = new byte[Math.max(16, capacity)];
	}

	/**
	 * Returns everything written so far.
	 * @return a copy
	 */
	public byte[] toByteArray() {
		return Arrays.copyOf(this.bytes, this.size);
	}

	/**
	 * Writes bytes that are already JSON.
	 * @param json for example a name with its colon
	 * @return this
	 */
	public JsonBytes raw(byte[] json) {
		reserve(json.length);
		copy(json, 0, json.length);
		return this;
	}

	/** Writes null. */
	public void nothing() {
		raw(NULL);
	}

	/**
	 * Writes a boolean.
	 */
	public void flag(boolean value) {
		raw(value ? TRUE : FALSE);
	}

	/**
	 * Writes a whole number.
	 */
	public void number(long value) {
		raw(Long.toString(value).getBytes(StandardCharsets.ISO_8859_1));
	}

	/**
	 * Writes an id as a string.
	 */
	public void id(UUID id) {
		reserve(38);
		this.bytes[this.size++] = '"';
		uuid(id);
		this.bytes[this.size++] = '"';
	}

	/**
	 * Writes an id as a part of a string.
	 * @return this
	 */
	public JsonBytes uuid(UUID id) {
		reserve(36);
		hex(id.getMostSignificantBits(), 8, 60);
		hyphenated(id.getMostSignificantBits(), 28);
		hyphenated(id.getMostSignificantBits(), 12);
		hyphenated(id.getLeastSignificantBits(), 60);
		this.bytes[this.size++] = '-';
		hex(id.getLeastSignificantBits(), 12, 44);
		return this;
	}

	private void hyphenated(long bits, int shift) {
		this.bytes[this.size++] = '-';
		hex(bits, 4, shift);
	}

	private void hex(long bits, int digits, int shift) {
		for (int i = 0; i < digits; i++) {
			this.bytes[this.size++] = LOWER_HEX[(int) (bits >>> (shift - 4 * i)) & 0xF];
		}
	}

	/**
	 * Writes a text.
	 * @param text bytes that contain the text in UTF-8
	 * @param from the index of its first byte
	 * @param length its length in bytes
	 */
	public void text(byte[] text, int from, int length) {
		int escaped = 0;
		for (int i = from; i < from + length; i++) {
			escaped += ESCAPED[text[i] & 0xFF];
		}
		// Each of them becomes at most six bytes.
		reserve(length + 5 * escaped + 2);
		this.bytes[this.size++] = '"';
		if (escaped == 0) {
			copy(text, from, from + length);
		}
		else {
			escape(text, from, from + length);
		}
		this.bytes[this.size++] = '"';
	}

	/**
	 * Writes a text, or null.
	 */
	public void text(@Nullable String text) {
		if (text == null) {
			nothing();
			return;
		}
		byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
		text(utf8, 0, utf8.length);
	}

	/**
	 * Writes a whole number, or null.
	 */
	public void number(@Nullable Number value) {
		if (value == null) {
			nothing();
		}
		else {
			number(value.longValue());
		}
	}

	private void escape(byte[] text, int from, int to) {
		int copied = from;
		for (int i = from; i < to; i++) {
			int lineBreak = (text[i] < 0) ? lineBreak(text, i, to) : 0;
			if (lineBreak != 0 || (text[i] >= 0 && ESCAPED[text[i]] != 0)) {
				copy(text, copied, i);
				escape((lineBreak != 0) ? lineBreak : text[i]);
				// U+0085 has two bytes, and the others have three.
				i += (lineBreak > 0xFF) ? 2 : (lineBreak != 0) ? 1 : 0;
				copied = i + 1;
			}
		}
		copy(text, copied, to);
	}

	private void copy(byte[] text, int from, int to) {
		System.arraycopy(text, from, this.bytes, this.size, to - from);
		this.size += to - from;
	}

	// Returns the character of LineBreakEscapes that begins here, or 0.
	private static int lineBreak(byte[] text, int at, int to) {
		if (text[at] == (byte) 0xC2 && at + 1 < to && text[at + 1] == (byte) 0x85) {
			return 0x85;
		}
		return (text[at] == (byte) 0xE2 && at + 2 < to && text[at + 1] == (byte) 0x80 && (text[at + 2] & 0xFE) == 0xA8)
				? 0x2000 | (text[at + 2] & 0x3F) : 0;
	}

	private void escape(int character) {
		int letter = (character < ' ') ? SHORT[character] : (character < 0x80) ? character : 0;
		this.bytes[this.size++] = '\\';
		this.bytes[this.size++] = (letter != 0) ? (byte) letter : (byte) 'u';
		for (int shift = 12; shift >= 0 && letter == 0; shift -= 4) {
			this.bytes[this.size++] = HEX[character >> shift & 0xF];
		}
	}

	/**
	 * Writes a timestamp in the form of {@link Instant#toString()}.
	 * @param micros microseconds since 1970
	 */
	public void moment(long micros) {
		reserve(JsonTimes.LONGEST);
		this.size = this.times.moment(micros, this.bytes, this.size);
	}

	/**
	 * Writes a timestamp in the form of {@link Instant#toString()}.
	 */
	public void moment(Instant moment) {
		reserve(JsonTimes.LONGEST);
		this.size = this.times.moment(moment, this.bytes, this.size);
	}

	/**
	 * Writes a timestamp without a zone, in the form of
	 * {@link DateTimeFormatter#ISO_LOCAL_DATE_TIME}.
	 * @param micros microseconds since 1970, as if the zone were UTC
	 */
	public void wallTime(long micros) {
		reserve(JsonTimes.LONGEST);
		this.size = this.times.wallTime(micros, this.bytes, this.size);
	}

	/**
	 * Writes a colour as {@code "#rrggbb"}.
	 * @param colour {@code 0xRRGGBB}
	 */
	public void colour(int colour) {
		reserve(9);
		this.bytes[this.size++] = '"';
		this.bytes[this.size++] = '#';
		hex(colour, 6, 20);
		this.bytes[this.size++] = '"';
	}

	private void reserve(int more) {
		if (this.size + more > this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes, Math.max(this.size + more, 2 * this.bytes.length));
		}
	}

}
