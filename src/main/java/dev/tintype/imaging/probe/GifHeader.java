package dev.tintype.imaging.probe;

import java.io.IOException;

import dev.tintype.imaging.work.PictureFormat;

/**
 * Reads a GIF up to its first frame (GIF89a). The canvas is enlarged to contain that
 * frame, as in browsers, because some encoders write a screen size of 0.
 */
final class GifHeader {

	private static final int INTERLACED = 0x40;

	private GifHeader() {
	}

	static Layout read(HeaderInput input) throws IOException {
		int screenWidth = input.u16le(6);
		int screenHeight = input.u16le(8);
		long at = 13L + table(input.u8(10));
		while (input.u8(at) != ',') {
			input.step();
			if (input.u8(at) != '!') {
				throw new IOException("no frame");
			}
			at += 2;
			int block = input.u8(at);
			while (block != 0) {
				input.step();
				at += 1 + block;
				block = input.u8(at);
			}
			at++;
		}
		int x = input.u16le(at + 1);
		int y = input.u16le(at + 3);
		int width = input.u16le(at + 5);
		int height = input.u16le(at + 7);
		if (width == 0 || height == 0) {
			throw new IOException("empty frame");
		}
		input.u8(at + 10 + table(input.u8(at + 9)));
		return Layout.of(PictureFormat.GIF, Math.max(screenWidth, x + width), Math.max(screenHeight, y + height))
			.frame(new Layout.Frame(x, y, width, height))
			.scattered((input.u8(at + 9) & INTERLACED) != 0);
	}

	private static int table(int flags) {
		return ((flags & 0x80) != 0) ? 3 << ((flags & 7) + 1) : 0;
	}

}
