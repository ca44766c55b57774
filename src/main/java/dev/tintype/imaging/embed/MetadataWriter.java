package dev.tintype.imaging.embed;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;

import dev.tintype.imaging.container.PictureBlocks;
import dev.tintype.imaging.work.PictureFormat;
import dev.tintype.imaging.xmp.BrokenXmpException;
import dev.tintype.imaging.xmp.EmbeddedFields;
import dev.tintype.imaging.xmp.XmpPacket;
import org.jspecify.annotations.Nullable;

/**
 * Copies a picture and embeds metadata into the copy (ADR 25). Everything that is not
 * metadata stays byte for byte. The methods read and write files, so do not call them on
 * an event loop.
 */
public final class MetadataWriter {

	/** A segment of a JPEG holds 65,535 bytes with its headers. */
	private static final int LONGEST_PACKET = 65_000;

	private MetadataWriter() {
	}

	/**
	 * Writes a copy of a picture.
	 * @param format of the picture
	 * @param source an open file
	 * @param target receives the copy; it is not closed
	 * @param fields to embed
	 * @return null if they are embedded; otherwise the copy has the bytes of the source,
	 * and the result is the content of a sidecar file
	 * @throws IOException when reading or writing fails
	 */
	public static byte @Nullable [] write(PictureFormat format, FileChannel source, OutputStream target,
			EmbeddedFields fields) throws IOException {
		PictureBlocks blocks = blocks(source, format);
		byte[] packet = packet(source, blocks, fields);
		Splice splice = (packet != null && packet.length <= LONGEST_PACKET && blocks != null)
				? splice(format, source, blocks, packet, fields) : null;
		if (splice != null) {
			splice.write(source, target);
			return null;
		}
		Splice.copy(source).write(source, target);
		return (packet != null) ? packet : fresh(fields);
	}

	/**
	 * Makes the packet that {@link #write} embeds.
	 * @param format of the picture
	 * @param source an open file
	 * @param fields to embed
	 * @return the packet of the file with these fields; a new packet if the file has none
	 * that can be read
	 * @throws IOException when reading fails
	 */
	public static byte[] packet(PictureFormat format, FileChannel source, EmbeddedFields fields) throws IOException {
		byte[] packet = packet(source, blocks(source, format), fields);
		return (packet != null) ? packet : fresh(fields);
	}

	// A file of damaged structure gets a sidecar.
	private static @Nullable PictureBlocks blocks(FileChannel source, PictureFormat format) {
		try {
			return PictureBlocks.of(source, format);
		}
		catch (IOException ex) {
			return null;
		}
	}

	// Returns null for a packet that cannot be read. It must not be replaced, because its
	// other properties would be lost.
	private static byte @Nullable [] packet(FileChannel source, @Nullable PictureBlocks blocks, EmbeddedFields fields)
			throws IOException {
		try {
			return XmpPacket.with((blocks != null) ? blocks.packet(source) : null, fields);
		}
		catch (BrokenXmpException ex) {
			return null;
		}
	}

	private static byte[] fresh(EmbeddedFields fields) {
		try {
			return XmpPacket.with(null, fields);
		}
		catch (BrokenXmpException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static @Nullable Splice splice(PictureFormat format, FileChannel source, PictureBlocks blocks,
			byte[] packet, EmbeddedFields fields) throws IOException {
		return switch (format) {
			case JPEG -> JpegEmbedding.splice(source, blocks, packet, fields);
			case PNG -> PngEmbedding.splice(blocks, packet);
			case WEBP -> WebpEmbedding.splice(source, blocks, packet);
			case GIF, BMP, TIFF -> null;
		};
	}

}
