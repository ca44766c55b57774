package dev.tintype.imaging.probe;

import java.io.IOException;

import dev.tintype.imaging.work.PictureException;
import dev.tintype.imaging.work.PictureFormat;

/**
 * Reads the header of a Windows bitmap. Bitmaps that wrap a JPEG or a PNG are refused:
 * they exist for printers only, and the size of what they wrap is anything.
 */
final class BmpHeader {

	private static final int CORE = 12;

	private static final int RLE8 = 1;

	private static final int RLE4 = 2;

	private static final int JPEG = 4;

	private static final int PNG = 5;

	private BmpHeader() {
	}

	static Layout read(HeaderInput input) throws IOException {
		long pixelsAt = input.u32le(10);
		long size = input.u32le(14);
		if (pixelsAt >= input.size() || size < CORE || size > 124 || pixelsAt < 14 + size) {
			throw new IOException("impossible header");
		}
		if (size == CORE) {
			return Layout.of(PictureFormat.BMP, input.u16le(18), input.u16le(20));
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
		return layout;
	}

}
