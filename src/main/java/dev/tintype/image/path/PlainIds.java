package dev.tintype.image.path;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dev.tintype.web.http.Requests;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a batch of path lookups in its usual form, which has only ids in
 * lower case. The JSON parser reads every other form, and reports errors.
 */
final class PlainIds {

	private static final byte[] FIELD = "\"image_ids\"".getBytes(StandardCharsets.US_ASCII);

	private static final int ID_LENGTH = 36;

	/** The digits by character, without capitals: an id has only one plain form. */
	private static final byte[] DIGITS = digits();

	private final byte[] body;

	private int at;

	private int count;

	private int[] places = new int[256];

	private long[] ids = new long[256];

	/** The positions of ids, from 1, by hash; 0 for none. */
	private int[] seen = new int[512];

	PlainIds(byte[] body) {
		this.body = body;
	}

	/**
	 * Reads the body.
	 * @return null for any other form
	 */
	@Nullable PathBatch read() {
		if (!next('{') || !field() || !next(':') || !next('[')) {
			return null;
		}
		int items = 0;
		do {
			if (!id() || ++items > Requests.BATCH_ITEMS) {
				return null;
			}
		}
		while (next(','));
		boolean whole = next(']') && next('}') && character() < 0;
		return whole ? new PathBatch(this.body, Arrays.copyOf(this.places, 2 * this.count),
				Arrays.copyOf(this.ids, 2 * this.count)) : null;
	}

	// The next character that is not white space, or -1 at the end.
	private int character() {
		while (this.at < this.body.length) {
			byte character = this.body[this.at];
			if (character != ' ' && character != '\n' && character != '\r' && character != '\t') {
				return character;
			}
			this.at++;
		}
		return -1;
	}

	private boolean next(char wanted) {
		if (character() != wanted) {
			return false;
		}
		this.at++;
		return true;
	}

	private boolean field() {
		character();
		int end = this.at + FIELD.length;
		if (end > this.body.length || !Arrays.equals(this.body, this.at, end, FIELD, 0, FIELD.length)) {
			return false;
		}
		this.at = end;
		return true;
	}

	private boolean id() {
		boolean quoted = character() == '"';
		int from = this.at + 1;
		int end = from + ID_LENGTH;
		if (!quoted || end >= this.body.length || this.body[end] != '"') {
			return false;
		}
		long first = hex(from, 8);
		long second = hex(from + 9, 4);
		long third = hex(from + 14, 4);
		long fourth = hex(from + 19, 4);
		long last = hex(from + 24, 12);
		if ((first | second | third | fourth | last) < 0 || this.body[from + 8] != '-' || this.body[from + 13] != '-'
				|| this.body[from + 18] != '-' || this.body[from + 23] != '-') {
			return false;
		}
		add(first << 32 | second << 16 | third, fourth << 48 | last);
		this.at = end + 1;
		return true;
	}

	private long hex(int from, int length) {
		long value = 0;
		for (int i = from; i < from + length; i++) {
			int character = this.body[i];
			int digit = (character >= 0) ? DIGITS[character] : -1;
			if (digit < 0) {
				return -1;
			}
			value = value << 4 | digit;
		}
		return value;
	}

	private void add(long high, long low) {
		if (4 * this.count >= this.seen.length) {
			grow();
		}
		int slot = slot(high, low);
		if (this.seen[slot] != 0) {
			return;
		}
		this.places[2 * this.count] = this.at;
		this.places[2 * this.count + 1] = this.at + ID_LENGTH + 2;
		this.ids[2 * this.count] = high;
		this.ids[2 * this.count + 1] = low;
		this.seen[slot] = ++this.count;
	}

	private int slot(long high, long low) {
		int mask = this.seen.length - 1;
		int slot = (int) (((high ^ Long.rotateLeft(low, 32)) * 0x9E3779B97F4A7C15L) >>> 40) & mask;
		for (int i = this.seen[slot]; i != 0; i = this.seen[slot]) {
			if (this.ids[2 * i - 2] == high && this.ids[2 * i - 1] == low) {
				return slot;
			}
			slot = (slot + 1) & mask;
		}
		return slot;
	}

	private void grow() {
		this.places = Arrays.copyOf(this.places, 2 * this.places.length);
		this.ids = Arrays.copyOf(this.ids, 2 * this.ids.length);
		this.seen = new int[2 * this.seen.length];
		for (int i = 0; i < this.count; i++) {
			this.seen[slot(this.ids[2 * i], this.ids[2 * i + 1])] = i + 1;
		}
	}

	private static byte[] digits() {
		byte[] digits = new byte[Byte.MAX_VALUE + 1];
		Arrays.fill(digits, (byte) -1);
		for (int value = 0; value < 16; value++) {
			digits[Character.forDigit(value, 16)] = (byte) value;
		}
		return digits;
	}

}
