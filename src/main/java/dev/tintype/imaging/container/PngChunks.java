package dev.tintype.imaging.container;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.tintype.imaging.probe.HeaderInput;

/**
 * Finds the chunks of a PNG (ISO/IEC 15948). What follows the last chunk is a block too.
 */
final class PngChunks {

	/** Length, type and checksum. */
	private static final int AROUND = 12;

	private static final int LONGEST_TEXTS = 1_000;

	private static final String XMP = "XML:com.adobe.xmp\0";

	private PngChunks() {
	}

	static List<Block> of(HeaderInput input) throws IOException {
		List<Block> blocks = new ArrayList<>();
		long at = 8;
		boolean ended = false;
		while (!ended) {
			input.step();
			long length = AROUND + input.u32(at);
			if (length > input.size() - at) {
				throw new EOFException();
			}
			ended = input.is(at + 4, "IEND");
			blocks.add(chunk(input, at, length));
			at += length;
		}
		if (at < input.size()) {
			blocks.add(Block.other(at, input.size() - at));
		}
		return blocks;
	}

	private static Block chunk(HeaderInput input, long at, long length) throws IOException {
		if (input.is(at + 4, "IHDR")) {
			return new Block(Block.Kind.START, at, length, at + 8, length - AROUND);
		}
		if (input.is(at + 4, "eXIf")) {
			return new Block(Block.Kind.EXIF, at, length, at + 8, length - AROUND);
		}
		if (input.is(at + 4, "iTXt") && input.is(at + 8, XMP)) {
			return text(input, at, length);
		}
		return Block.other(at, length);
	}

	// The keyword is followed by two flags of compression, a language and a translated
	// keyword, which end with NUL.
	private static Block text(HeaderInput input, long at, long length) throws IOException {
		long end = at + length - 4;
		long most = Math.min(end, at + LONGEST_TEXTS);
		long from = at + 8 + XMP.length() + 2;
		for (int texts = 0; texts < 2; texts++) {
			while (from < most && input.u8(from) != 0) {
				from++;
			}
			from++;
		}
		if (from > most) {
			return Block.other(at, length);
		}
		boolean deflated = input.u8(at + 8 + XMP.length()) == 1;
		return new Block(deflated ? Block.Kind.DEFLATED_XMP : Block.Kind.XMP, at, length, from, end - from);
	}

}
