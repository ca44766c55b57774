package dev.tintype.imaging.container;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

import dev.tintype.imaging.probe.HeaderInput;
import dev.tintype.imaging.work.PictureFormat;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a JPEG, PNG or WebP, in the order of the file. They cover the file
 * without gaps, from its signature to its end.
 *
 * @param signature length of the bytes before the first block
 * @param blocks in order; the last one of a JPEG begins at the first scan
 */
public record PictureBlocks(long signature, List<Block> blocks) {

	/** Longest block that is read into memory, in bytes. */
	public static final int LONGEST = 1024 * 1024;

	/**
	 * Finds the blocks of a file. It reads only headers, and blocks the thread.
	 * @param file an open file
	 * @param format of the file
	 * @return null for a format whose blocks are not known
	 * @throws IOException when the file cannot be read, is damaged, or has too many
	 * blocks
	 */
	public static @Nullable PictureBlocks of(FileChannel file, PictureFormat format) throws IOException {
		HeaderInput input = new HeaderInput(file);
		return switch (format) {
			case JPEG -> new PictureBlocks(2, JpegSegments.of(input));
			case PNG -> new PictureBlocks(8, PngChunks.of(input));
			case WEBP -> new PictureBlocks(12, WebpChunks.of(input));
			case GIF, BMP, TIFF -> null;
		};
	}

	/**
	 * Finds the first block of a kind.
	 * @return null if there is none
	 */
	public @Nullable Block first(Block.Kind kind) {
		return this.blocks.stream().filter((block) -> block.kind() == kind).findFirst().orElse(null);
	}

	/**
	 * Reads the XMP packet of a picture.
	 * @param file the file of the blocks
	 * @return null if there is none; of a packet over {@link #LONGEST} only the
	 * beginning, which is longer than that by a byte
	 * @throws IOException when it cannot be read
	 */
	public byte @Nullable [] packet(FileChannel file) throws IOException {
		Block packet = first(Block.Kind.XMP);
		if (packet != null) {
			return read(file, packet.dataAt(), Math.min(packet.dataLength(), LONGEST + 1));
		}
		Block deflated = first(Block.Kind.DEFLATED_XMP);
		if (deflated == null) {
			return null;
		}
		byte[] bytes = read(file, deflated.dataAt(), Math.min(deflated.dataLength(), LONGEST));
		try (InflaterInputStream inflated = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
			return inflated.readNBytes(LONGEST + 1);
		}
		// An empty packet is a damaged packet.
		catch (ZipException | EOFException ex) {
			return new byte[0];
		}
	}

	/**
	 * Reads the content of a block.
	 * @param file the file of the block
	 * @return all of it
	 * @throws IOException when it cannot be read, or is longer than {@link #LONGEST}
	 */
	public static byte[] read(FileChannel file, Block block) throws IOException {
		if (block.dataLength() > LONGEST) {
			throw new IOException("too long");
		}
		return read(file, block.dataAt(), block.dataLength());
	}

	private static byte[] read(FileChannel file, long at, long length) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocate((int) length);
		while (buffer.hasRemaining()) {
			if (file.read(buffer, at + buffer.position()) <= 0) {
				throw new EOFException();
			}
		}
		return buffer.array();
	}

}
