package dev.tintype.imaging.probe;

import java.io.IOException;

import dev.tintype.imaging.work.PictureException;
import dev.tintype.imaging.work.PictureFormat;
import org.jspecify.annotations.Nullable;

/**
 * Reads the chunks of a PNG before its pixels (W3C, PNG third edition). It ignores
 * metadata after the pixels, as browsers do.
 */
final class PngHeader {

	// A decoder reads such a chunk into memory as a whole.
	private static final long MAX_CHUNK = 8 * 1024 * 1024;

	private PngHeader() {
	}

	static Layout read(HeaderInput input) throws IOException {
		// Apple's tools write this chunk into apps. No other reader decodes the pixels.
		if (input.is(12, "CgBI")) {
			throw PictureException.unsupportedFeature(PictureFormat.PNG, "Apple's CgBI extension");
		}
		if (input.u32(8) != 13 || !input.is(12, "IHDR")) {
			throw new IOException("no IHDR");
		}
		Layout layout = Layout.of(PictureFormat.PNG, input.u32(16), input.u32(20)).scattered(input.u8(28) != 0);
		long at = 33;
		while (!input.is(at + 4, "IDAT")) {
			input.step();
			long length = input.u32(at);
			if (length > MAX_CHUNK || input.is(at + 4, "IEND")) {
				throw new IOException("no IDAT");
			}
			long data = at + 8;
			if (input.is(at + 4, "acTL")) {
				layout = layout.frames(input.u32(data));
			}
			else if (input.is(at + 4, "eXIf")) {
				layout = layout.oriented(TiffHeader.orientation(input, data, data + length));
			}
			else if (input.is(at + 4, "iCCP")) {
				layout = layout.profile(profile(input, data, length));
			}
			at = data + length + 4;
			input.u8(at);
		}
		return layout;
	}

	// The deflated profile follows a name, a NUL and a byte for the method.
	private static Layout.@Nullable Part profile(HeaderInput input, long data, long length) throws IOException {
		for (int name = 1; name < 80 && name + 2 < length; name++) {
			if (input.u8(data + name) == 0) {
				return new Layout.Part(data + name + 2, length - name - 2);
			}
		}
		return null;
	}

}
