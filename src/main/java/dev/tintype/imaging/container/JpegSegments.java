package dev.tintype.imaging.container;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.tintype.imaging.probe.HeaderInput;

/**
 * Finds the segments of a JPEG before its first scan (ITU-T T.81, annex B).
 */
final class JpegSegments {

	private static final int SOS = 0xDA;

	private static final int EOI = 0xD9;

	private static final int APP0 = 0xE0;

	private static final int APP1 = 0xE1;

	private static final int APP2 = 0xE2;

	private static final String EXIF = "Exif\0\0";

	private static final String XMP = "http://ns.adobe.com/xap/1.0/\0";

	private static final String EXTENDED = "http://ns.adobe.com/xmp/extension/\0";

	private JpegSegments() {
	}

	static List<Block> of(HeaderInput input) throws IOException {
		List<Block> blocks = new ArrayList<>();
		long at = 2;
		while (true) {
			input.step();
			if (input.u8(at) != 0xFF) {
				throw new IOException("no marker");
			}
			int marker = input.u8(at + 1);
			if (marker == SOS) {
				blocks.add(Block.other(at, input.size() - at));
				return blocks;
			}
			boolean fill = marker == 0xFF;
			boolean alone = marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
			long length = fill ? 1 : (alone ? 2 : 2L + input.u16(at + 2));
			if (marker == EOI || marker == 0 || length > input.size() - at || (!fill && !alone && length < 4)) {
				throw new EOFException();
			}
			blocks.add((fill || alone) ? Block.other(at, length) : segment(input, marker, at, length));
			at += length;
		}
	}

	private static Block segment(HeaderInput input, int marker, long at, long length) throws IOException {
		if (marker == APP0) {
			return new Block(Block.Kind.START, at, length, at + 4, length - 4);
		}
		if (marker == APP1) {
			if (input.is(at + 4, EXIF)) {
				return named(Block.Kind.EXIF, at, length, EXIF);
			}
			if (input.is(at + 4, XMP)) {
				return named(Block.Kind.XMP, at, length, XMP);
			}
			if (input.is(at + 4, EXTENDED)) {
				return named(Block.Kind.EXTENDED_XMP, at, length, EXTENDED);
			}
		}
		if (marker == APP2 && input.is(at + 4, "ICC_PROFILE\0")) {
			return new Block(Block.Kind.PROFILE, at, length, at + 4, length - 4);
		}
		return Block.other(at, length);
	}

	private static Block named(Block.Kind kind, long at, long length, String name) {
		long header = 4L + name.length();
		return (length < header) ? Block.other(at, length) : new Block(kind, at, length, at + header, length - header);
	}

}
