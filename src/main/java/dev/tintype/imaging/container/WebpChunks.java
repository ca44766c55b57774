package dev.tintype.imaging.container;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.tintype.imaging.probe.HeaderInput;

/**
 * Finds the chunks of a WebP (RFC 9649).
 */
final class WebpChunks {

	private WebpChunks() {
	}

	static List<Block> of(HeaderInput input) throws IOException {
		List<Block> blocks = new ArrayList<>();
		long end = Math.min(input.size(), 8 + input.u32le(4));
		long at = 12;
		while (at < end) {
			input.step();
			long length = input.u32le(at + 4);
			if (length > end - at - 8) {
				throw new EOFException();
			}
			// Some writers leave out the padding of the last chunk.
			long whole = Math.min(8 + length + (length & 1), end - at);
			long name = (kind(input, at) == Block.Kind.EXIF && length >= 6 && input.is(at + 8, "Exif\0\0")) ? 6 : 0;
			blocks.add(new Block(kind(input, at), at, whole, at + 8 + name, length - name));
			at += whole;
		}
		return blocks;
	}

	private static Block.Kind kind(HeaderInput input, long at) throws IOException {
		if (input.is(at, "VP8X")) {
			return Block.Kind.EXTENDED_HEADER;
		}
		if (input.is(at, "VP8 ")) {
			return Block.Kind.LOSSY;
		}
		if (input.is(at, "VP8L")) {
			return Block.Kind.LOSSLESS;
		}
		if (input.is(at, "EXIF")) {
			return Block.Kind.EXIF;
		}
		if (input.is(at, "XMP ")) {
			return Block.Kind.XMP;
		}
		return input.is(at, "ICCP") ? Block.Kind.PROFILE : Block.Kind.OTHER;
	}

}
