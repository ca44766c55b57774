package dev.tintype.imaging.probe;

import java.io.IOException;

import dev.tintype.imaging.work.PictureException;
import dev.tintype.imaging.work.PictureFormat;

/**
 * Reads the header of a Windows bitmap. It refuses bitmaps that wrap a JPEG or a PNG:
 * only printers use them, and the size of the wrapped picture is not limited.
 */
final class BmpHeader {

	private static final int CORE = 12;

	private static final int RLE8 = 1;

	private static final int RLE4 = 2;

	private static final int JPEG = 4;

	private static final int PNG = 5;

	private BmpHeader() {
	}

	/**
	 * Whether the second header has a valid length. Reserved bytes of the first header
	 * may have any value.
	 * @param input a file that begins like a bitmap
	 * @return false for a text that begins like a bitmap
	 * @throws IOException when reading fails
	 */
	static boolean isKnown(HeaderInput input) throws IOException {
		return input.size() >= 18 && isKnown(input.u32le(14));
	}

	private static boolean isKnown(long size) {
		return size >= CORE && size <= 124;
	}

	static Layout read(HeaderInput input) throws IOException {
		long pixelsAt = input.u32le(10);
		long size = input.u32le(14);
		if (pixelsAt >= input.size() || !isKnown(size) || pixelsAt < 14 + size) {
			throw new IOException("impossible header");
		}
		if (size == CORE) {
			Layout layout = Layout.of(PictureFormat.BMP, input.u16le(18), input.u16le(20));
			refuseCutShort(input, layout, pixelsAt, input.u16le(24));
			return layout;
		}
		long height = (int) input.u32le(22);
		Layout layout = Layout.of(PictureFormat.BMP, input.u32le(18), Math.abs(height));
		long compression = (size >= 40) ? input.u32le(30) : 0;
		if (compression == JPEG || compression == PNG) {
			throw PictureException.unsupportedFeature(PictureFormat.BMP,
					"an embedded " + ((compression == JPEG) ? "JPEG" : "PNG"));
		}
		if (compression == RLE8 || compression == RLE4) {
			return layout.needing(layout.pixels() * 2 + input.size(), 0);
		}
		refuseCutShort(input, layout, pixelsAt, input.u16le(28));
		return layout;
	}

	// The image reader would repeat the last row that exists.
	private static void refuseCutShort(HeaderInput input, Layout layout, long pixelsAt, int bits) throws IOException {
		long row = (layout.width() * (long) bits + 31) / 32 * 4;
		// Some programs write an incomplete last row.
		if (pixelsAt + row * (layout.height() - 1L) >= input.size()) {
			throw new IOException("truncated");
		}
	}

}
