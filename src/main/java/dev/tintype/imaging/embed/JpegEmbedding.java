package dev.tintype.imaging.embed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

import dev.tintype.imaging.container.Block;
import dev.tintype.imaging.container.PictureBlocks;
import dev.tintype.imaging.xmp.BrokenXmpException;
import dev.tintype.imaging.xmp.EmbeddedFields;
import dev.tintype.imaging.xmp.XmpPacket;
import org.jspecify.annotations.Nullable;

/**
 * Embeds metadata into a JPEG: XMP in a segment directly after EXIF, and three tags of
 * EXIF. The pieces of an extended packet stay.
 */
final class JpegEmbedding {

	private static final byte[] EXIF = ascii("Exif\0\0");

	private static final byte[] XMP = ascii("http://ns.adobe.com/xap/1.0/\0");

	private static final int MARKER_AND_LENGTH = 4;

	private JpegEmbedding() {
	}

	static Splice splice(FileChannel source, PictureBlocks blocks, byte[] packet, EmbeddedFields fields)
			throws IOException {
		Splice splice = Splice.signature(blocks);
		Block exif = blocks.first(Block.Kind.EXIF);
		boolean done = false;
		for (Block block : blocks.blocks()) {
			if (exif == null && !done && block.kind() != Block.Kind.START) {
				byte[] created = ExifTags.create(fields);
				if (created.length > 0) {
					splice.add(segment(EXIF, created));
				}
				splice.add(segment(XMP, packet));
				done = true;
			}
			if (block.equals(exif)) {
				exif(splice, source, blocks, block, fields);
				splice.add(segment(XMP, packet));
			}
			else if (block.kind() != Block.Kind.XMP) {
				splice.keep(block);
			}
		}
		return splice;
	}

	private static void exif(Splice splice, FileChannel source, PictureBlocks blocks, Block block,
			EmbeddedFields fields) throws IOException {
		byte[] changed = ExifTags.change(PictureBlocks.read(source, block), fields, description(source, blocks));
		if (changed != null) {
			splice.add(segment(EXIF, changed));
		}
		else {
			splice.keep(block);
		}
	}

	private static @Nullable String description(FileChannel source, PictureBlocks blocks) throws IOException {
		byte[] packet = blocks.packet(source);
		try {
			return (packet != null) ? XmpPacket.read(packet).description() : null;
		}
		catch (BrokenXmpException ex) {
			return null;
		}
	}

	private static byte[] segment(byte[] name, byte[] data) {
		ByteBuffer buffer = ByteBuffer.allocate(MARKER_AND_LENGTH + name.length + data.length);
		buffer.putShort((short) 0xFFE1).putShort((short) (2 + name.length + data.length));
		return buffer.put(name).put(data).array();
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
