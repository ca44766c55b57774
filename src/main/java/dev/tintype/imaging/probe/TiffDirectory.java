package dev.tintype.imaging.probe;

import java.io.IOException;

/**
 * Reads the tags of a TIFF or BigTIFF directory (TIFF 6.0), in a separate file or in EXIF
 * metadata.
 */
final class TiffDirectory {

	private static final int MAX_DIRECTORIES = 1000;

	private static final int LONGEST_TEXT = 64;

	/** The length of a value of each type in bytes; 1 for a type that is not defined. */
	private static final int[] SIZES = { 1, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 1, 1, 8, 8, 8, 1 };

	private final HeaderInput input;

	private final long start;

	private final long end;

	private final boolean little;

	private final boolean big;

	private final long place;

	/**
	 * The first directory.
	 * @param start the offset of the TIFF header
	 * @param end the first offset after the TIFF
	 * @throws IOException when the header is truncated
	 */
	TiffDirectory(HeaderInput input, long start, long end) throws IOException {
		this.input = input;
		this.start = start;
		this.end = Math.min(end, input.size());
		this.little = input.u8(start) == 'I';
		this.big = u16(2) == 43;
		this.place = this.big ? u64(8) : u32(4);
	}

	static boolean isTiff(HeaderInput input, long at) throws IOException {
		return input.is(at, "II*\0") || input.is(at, "MM\0*") || input.is(at, "II+\0\b\0\0\0")
				|| input.is(at, "MM\0+\0\b\0\0");
	}

	boolean isLittleEndian() {
		return this.little;
	}

	boolean has(int tag) throws IOException {
		return find(tag) != 0;
	}

	/**
	 * The value of a tag.
	 * @return the first value; 0 when the tag is missing or not an integer
	 * @throws IOException when the directory is damaged
	 */
	long value(int tag) throws IOException {
		long entry = find(tag);
		return (entry != 0) ? value(u16(entry + 2), values(entry)) : 0;
	}

	/**
	 * Whether all values of a tag are the same.
	 * @return true also when the tag is missing
	 * @throws IOException when the directory is damaged
	 */
	boolean isUniform(int tag) throws IOException {
		long entry = find(tag);
		if (entry == 0) {
			return true;
		}
		int type = u16(entry + 2);
		long from = values(entry);
		long first = value(type, from);
		long count = count(entry);
		for (long i = 1; i < count; i++) {
			this.input.step();
			if (value(type, from + i * size(type)) != first) {
				return false;
			}
		}
		return true;
	}

	/**
	 * The text of a tag.
	 * @return its first characters; empty when the tag is missing
	 * @throws IOException when the directory is damaged
	 */
	String text(int tag) throws IOException {
		long entry = find(tag);
		StringBuilder text = new StringBuilder();
		long length = (entry != 0) ? Math.min(count(entry), LONGEST_TEXT) : 0;
		for (long i = 0; i < length; i++) {
			int character = this.input.u8(within(values(entry) + i, 1));
			if (character == 0) {
				break;
			}
			text.append((char) character);
		}
		return text.toString();
	}

	/**
	 * The number of directories from this one on.
	 * @return at most 1000
	 * @throws IOException when the file has too many tags
	 */
	long directories() throws IOException {
		long count = 0;
		long directory = this.place;
		while (directory != 0 && count < MAX_DIRECTORIES) {
			this.input.step();
			count++;
			try {
				directory = this.big ? u64(directory + 8 + u64(directory) * 20)
						: u32(directory + 2 + u16(directory) * 12L);
			}
			catch (IOException ex) {
				return count;
			}
		}
		return count;
	}

	// Returns the offset of a tag, or 0.
	private long find(int tag) throws IOException {
		long entries = this.big ? u64(this.place) : u16(this.place);
		int entrySize = this.big ? 20 : 12;
		long at = this.place + (this.big ? 8 : 2);
		for (long i = 0; i < entries; i++, at += entrySize) {
			this.input.step();
			if (u16(at) == tag) {
				return at;
			}
		}
		return 0;
	}

	private long value(int type, long at) throws IOException {
		return switch (type) {
			case 1 -> this.input.u8(within(at, 1));
			case 3 -> u16(at);
			case 4, 13 -> u32(at);
			case 16 -> u64(at);
			default -> 0;
		};
	}

	private long count(long entry) throws IOException {
		return this.big ? u64(entry + 4) : u32(entry + 4);
	}

	// Values that do not fit into the entry are stored elsewhere.
	private long values(long entry) throws IOException {
		long inline = entry + (this.big ? 12 : 8);
		boolean fits = count(entry) <= (this.big ? Long.BYTES : Integer.BYTES) / size(u16(entry + 2));
		if (fits) {
			return inline;
		}
		return this.big ? u64(inline) : u32(inline);
	}

	private static int size(int type) {
		return (type < SIZES.length) ? SIZES[type] : 1;
	}

	private int u16(long at) throws IOException {
		long from = within(at, 2);
		return this.little ? this.input.u16le(from) : this.input.u16(from);
	}

	private long u32(long at) throws IOException {
		long from = within(at, 4);
		return this.little ? this.input.u32le(from) : this.input.u32(from);
	}

	private long u64(long at) throws IOException {
		long high = u32(this.little ? at + 4 : at);
		long low = u32(this.little ? at : at + 4);
		return high << 32 | low;
	}

	private long within(long at, int length) throws IOException {
		if (at < 0 || at > this.end - this.start - length) {
			throw new IOException("outside");
		}
		return this.start + at;
	}

}
