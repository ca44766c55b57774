package dev.tintype.web.encoding;

import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * The header of a member of gzip (RFC 1952, 2.3).
 */
final class GzipHeader {

	/** More bytes are needed. */
	static final int INCOMPLETE = -1;

	/** The bytes are not a gzip header, or it is longer than that of any client. */
	static final int INVALID = -2;

	private static final byte[] START = { 0x1F, (byte) 0x8B, Deflater.DEFLATED };

	private static final int FIXED = 10;

	private static final int LONGEST = 1 << 16;

	private static final int CHECKSUM = 0x02;

	private static final int EXTRA = 0x04;

	private static final int NAME = 0x08;

	private static final int COMMENT = 0x10;

	private static final int RESERVED = 0xE0;

	private GzipHeader() {
	}

	/**
	 * Returns the length of a header.
	 * @param from the index of its first byte
	 * @return the number of bytes, which are all available, or {@link #INCOMPLETE} or
	 * {@link #INVALID}
	 */
	static int length(byte[] bytes, int from) {
		int available = bytes.length - from;
		int known = Math.min(available, START.length);
		if (!Arrays.equals(bytes, from, from + known, START, 0, known)) {
			return INVALID;
		}
		if (available < FIXED) {
			return INCOMPLETE;
		}
		int flags = bytes[from + START.length];
		int length = ((flags & RESERVED) == 0) ? end(bytes, from, flags) - from : INVALID;
		if (length == INVALID || length <= available) {
			return length;
		}
		return (available > LONGEST) ? INVALID : INCOMPLETE;
	}

	// Returns the index after the header, which is beyond the array if bytes are missing.
	private static int end(byte[] bytes, int from, int flags) {
		int at = from + FIXED;
		if ((flags & EXTRA) != 0) {
			at += (at + 1 < bytes.length) ? 2 + (bytes[at] & 0xFF) + ((bytes[at + 1] & 0xFF) << 8) : 2;
		}
		at = ((flags & NAME) != 0) ? behindText(bytes, at) : at;
		at = ((flags & COMMENT) != 0) ? behindText(bytes, at) : at;
		return ((flags & CHECKSUM) != 0) ? at + 2 : at;
	}

	private static int behindText(byte[] bytes, int from) {
		int at = from;
		while (at < bytes.length && bytes[at] != 0) {
			at++;
		}
		return at + 1;
	}

}
