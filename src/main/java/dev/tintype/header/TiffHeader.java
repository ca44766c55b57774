package dev.tintype.header;

import java.io.IOException;

import dev.tintype.picture.PictureFormat;

/**
 * Reads the directories of a TIFF or BigTIFF (TIFF 6.0), and the orientation from the
 * TIFF that EXIF metadata is.
 */
final class TiffHeader {

	private static final int WIDTH = 256;

	private static final int HEIGHT = 257;

	private static final int COMPRESSION = 259;

	private static final int ORIENTATION = 274;

	private static final int TILE_WIDTH = 322;

	private static final int TILE_HEIGHT = 323;

	// A decoder makes room for a row of a tile however much of it lies in the picture.
	private static final int TILE_OVERHANG = 8192;

	private static final int OLD_JPEG = 6;

	private static final int MAX_FRAMES = 1000;

	private final HeaderInput input;

	private final long start;

	private final long end;

	private final boolean little;

	private final boolean big;

	private TiffHeader(HeaderInput input, long start, long end) throws IOException {
		this.input = input;
		this.start = start;
		this.end = Math.min(end, input.size());
		this.little = input.u8(start) == 'I';
		this.big = u16(2) == 43;
	}

	static boolean isTiff(HeaderInput input, long at) throws IOException {
		return input.is(at, "II*\0") || input.is(at, "MM\0*") || input.is(at, "II+\0\b\0\0\0")
				|| input.is(at, "MM\0+\0\b\0\0");
	}

	static Layout read(HeaderInput input) throws IOException {
		TiffHeader header = new TiffHeader(input, 0, input.size());
		long directory = header.first();
		Layout layout = Layout.of(PictureFormat.TIFF, header.value(directory, WIDTH), header.value(directory, HEIGHT))
			.oriented(sane(header.value(directory, ORIENTATION)));
		if (header.value(directory, COMPRESSION) == OLD_JPEG) {
			throw new IOException("JPEG of the old style");
		}
		if (header.value(directory, TILE_WIDTH) > layout.width() + TILE_OVERHANG
				|| header.value(directory, TILE_HEIGHT) > layout.height() + TILE_OVERHANG) {
			throw new IOException("impossible tiles");
		}
		return layout.frames(header.directories());
	}

	/**
	 * The orientation that EXIF metadata tells.
	 * @param input where to read
	 * @param start where the metadata's TIFF header is
	 * @param end the first offset behind the metadata
	 * @return 1 to 8; 1 when there is none, or the metadata is damaged: the picture can
	 * be shown all the same
	 */
	static int orientation(HeaderInput input, long start, long end) {
		try {
			if (!isTiff(input, start)) {
				return 1;
			}
			TiffHeader header = new TiffHeader(input, start, end);
			return sane(header.value(header.first(), ORIENTATION));
		}
		catch (IOException ex) {
			return 1;
		}
	}

	private static int sane(long orientation) {
		return (orientation >= 1 && orientation <= 8) ? (int) orientation : 1;
	}

	private long first() throws IOException {
		return this.big ? u64(8) : u32(4);
	}

	// The first value of a tag, or 0.
	private long value(long directory, int tag) throws IOException {
		long entries = this.big ? u64(directory) : u16(directory);
		int entrySize = this.big ? 20 : 12;
		long at = directory + (this.big ? 8 : 2);
		for (long i = 0; i < entries; i++, at += entrySize) {
			this.input.step();
			if (u16(at) == tag) {
				long valueAt = at + (this.big ? 12 : 8);
				return switch (u16(at + 2)) {
					case 1 -> this.input.u8(this.start + valueAt);
					case 3 -> u16(valueAt);
					case 4 -> u32(valueAt);
					case 16 -> u64(valueAt);
					default -> 0;
				};
			}
		}
		return 0;
	}

	private long directories() throws IOException {
		long count = 0;
		long directory = first();
		while (directory != 0 && count < MAX_FRAMES) {
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
