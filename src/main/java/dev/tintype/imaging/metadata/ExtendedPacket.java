package dev.tintype.imaging.metadata;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

import dev.tintype.imaging.container.Block;
import dev.tintype.imaging.container.PictureBlocks;
import dev.tintype.imaging.xmp.XmpPacket;
import org.jspecify.annotations.Nullable;

/**
 * Joins the pieces of the second packet of a JPEG (XMP specification, part 3, 1.1.3.1).
 */
final class ExtendedPacket {

	/** A digest that names the packet, the length of all pieces, and an offset. */
	private static final int HEADER = 40;

	private ExtendedPacket() {
	}

	/**
	 * Reads the packet to which the first piece belongs.
	 * @return null if there is none, or if a piece is missing
	 * @throws IOException when the file cannot be read
	 */
	static byte @Nullable [] read(FileChannel file, PictureBlocks blocks) throws IOException {
		byte[] name = null;
		byte[] packet = {};
		int missing = 0;
		for (Block block : blocks.blocks()) {
			if (block.kind() != Block.Kind.EXTENDED_XMP || block.dataLength() < HEADER) {
				continue;
			}
			ByteBuffer piece = ByteBuffer.wrap(PictureBlocks.read(file, block));
			byte[] own = new byte[HEADER - 8];
			piece.get(own);
			int length = piece.getInt();
			int at = piece.getInt();
			if (name == null) {
				if (length < 0 || length > XmpPacket.LONGEST) {
					return null;
				}
				name = own;
				packet = new byte[length];
				missing = length;
			}
			int count = piece.remaining();
			if (Arrays.equals(name, own) && at >= 0 && at <= packet.length - count) {
				piece.get(packet, at, count);
				missing -= count;
			}
		}
		return (name != null && missing <= 0) ? packet : null;
	}

}
