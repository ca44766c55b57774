package dev.tintype.imaging.embed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

import dev.tintype.imaging.container.Block;
import dev.tintype.imaging.container.PictureBlocks;
import org.jspecify.annotations.Nullable;

/**
 * Embeds XMP into a WebP, as its last chunk. A simple file becomes an extended one (RFC
 * 9649, 2.7). Bytes after the end of the container are not copied.
 */
final class WebpEmbedding {

	private static final int XMP = 0x04;

	private static final int ALPHA = 0x10;

	private static final int HEADER_DATA = 10;

	private static final long LONGEST = 0xFFFF_FFFEL;

	private WebpEmbedding() {
	}

	static @Nullable Splice splice(FileChannel source, PictureBlocks blocks, byte[] packet) throws IOException {
		byte[] header = header(source, blocks);
		if (header == null) {
			return null;
		}
		Splice splice = Splice.signature(blocks);
		splice.add(header);
		for (Block block : blocks.blocks()) {
			if (block.kind() != Block.Kind.XMP && block.kind() != Block.Kind.EXTENDED_HEADER) {
				splice.keep(block);
				splice.add(new byte[(int) (block.length() & 1)]);
			}
		}
		ByteBuffer chunk = little(8 + packet.length + (packet.length & 1));
		splice.add(chunk.put(ascii("XMP ")).putInt(packet.length).put(packet).array());
		long size = splice.length() - 8;
		if (size > LONGEST) {
			return null;
		}
		splice.replaceFirst(little(12).put(ascii("RIFF")).putInt((int) size).put(ascii("WEBP")).array());
		return splice;
	}

	// Returns null when the file has neither an extended header nor a single frame.
	private static byte @Nullable [] header(FileChannel source, PictureBlocks blocks) throws IOException {
		Block extended = blocks.first(Block.Kind.EXTENDED_HEADER);
		Block lossy = blocks.first(Block.Kind.LOSSY);
		Block lossless = blocks.first(Block.Kind.LOSSLESS);
		if (extended != null) {
			byte[] data = read(source, extended, HEADER_DATA);
			if (data != null) {
				data[0] |= XMP;
				return header(data);
			}
		}
		else if (lossless != null) {
			byte[] start = read(source, lossless, 5);
			if (start != null) {
				int bits = little(start).getInt(1);
				return header((bits >>> 28 & 1) * ALPHA, bits & 0x3FFF, bits >>> 14 & 0x3FFF);
			}
		}
		else if (lossy != null) {
			byte[] start = read(source, lossy, 10);
			if (start != null) {
				return header(0, (little(start).getShort(6) & 0x3FFF) - 1, (little(start).getShort(8) & 0x3FFF) - 1);
			}
		}
		return null;
	}

	private static byte[] header(int flags, int lastColumn, int lastRow) {
		ByteBuffer data = little(HEADER_DATA).putInt(flags | XMP);
		for (int last : new int[] { lastColumn, lastRow }) {
			data.putShort((short) last).put((byte) (last >> 16));
		}
		return header(data.array());
	}

	private static byte[] header(byte[] data) {
		return little(8 + HEADER_DATA).put(ascii("VP8X")).putInt(HEADER_DATA).put(data).array();
	}

	private static byte @Nullable [] read(FileChannel source, Block block, int count) throws IOException {
		return (block.dataLength() < count) ? null : PictureBlocks.read(source,
				new Block(block.kind(), block.at(), block.length(), block.dataAt(), count));
	}

	private static ByteBuffer little(int length) {
		return little(new byte[length]);
	}

	private static ByteBuffer little(byte[] bytes) {
		return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
