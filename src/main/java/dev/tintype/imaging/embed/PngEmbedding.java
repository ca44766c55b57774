package dev.tintype.imaging.embed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

import dev.tintype.imaging.container.Block;
import dev.tintype.imaging.container.PictureBlocks;

/**
 * Embeds XMP into a PNG, as an international text after the header.
 */
final class PngEmbedding {

	// The keyword, no compression, no language and no translated keyword.
	private static final byte[] NAME = "iTXtXML:com.adobe.xmp\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII);

	private static final int TYPE = 4;

	private PngEmbedding() {
	}

	static Splice splice(PictureBlocks blocks, byte[] packet) {
		Splice splice = Splice.signature(blocks);
		for (Block block : blocks.blocks()) {
			if (block.kind() != Block.Kind.XMP && block.kind() != Block.Kind.DEFLATED_XMP) {
				splice.keep(block);
			}
			if (block.kind() == Block.Kind.START) {
				splice.add(chunk(packet));
			}
		}
		return splice;
	}

	private static byte[] chunk(byte[] packet) {
		ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES + NAME.length + packet.length + Integer.BYTES);
		buffer.putInt(NAME.length - TYPE + packet.length).put(NAME).put(packet);
		CRC32 checksum = new CRC32();
		checksum.update(buffer.array(), Integer.BYTES, NAME.length + packet.length);
		return buffer.putInt((int) checksum.getValue()).array();
	}

}
