package dev.tintype.imaging.embed;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

import dev.tintype.imaging.container.Block;
import dev.tintype.imaging.container.PictureBlocks;

/**
 * A file that consists of parts of another file and of new bytes. It copies the parts in
 * pieces, so it never holds a picture in memory.
 */
final class Splice {

	private static final int PIECE = 1 << 16;

	private final List<Part> parts = new ArrayList<>();

	/**
	 * The whole of a file.
	 * @return a copy of all its bytes
	 * @throws IOException when its length cannot be read
	 */
	static Splice copy(FileChannel file) throws IOException {
		Splice splice = new Splice();
		splice.keep(0, file.size());
		return splice;
	}

	/**
	 * The signature of a file.
	 * @return to be continued with the blocks
	 */
	static Splice signature(PictureBlocks blocks) {
		Splice splice = new Splice();
		splice.keep(0, blocks.signature());
		return splice;
	}

	void keep(Block block) {
		keep(block.at(), block.length());
	}

	private void keep(long at, long length) {
		this.parts.add(new Part(at, length, new byte[0]));
	}

	void add(byte[] bytes) {
		this.parts.add(new Part(0, 0, bytes));
	}

	/**
	 * The length of the file.
	 * @return bytes
	 */
	long length() {
		return this.parts.stream().mapToLong((part) -> part.length() + part.bytes().length).sum();
	}

	void replaceFirst(byte[] bytes) {
		this.parts.set(0, new Part(0, 0, bytes));
	}

	void write(FileChannel source, OutputStream target) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocate(PIECE);
		for (Part part : this.parts) {
			target.write(part.bytes());
			long at = part.at();
			long end = at + part.length();
			while (at < end) {
				buffer.clear().limit((int) Math.min(PIECE, end - at));
				int read = source.read(buffer, at);
				if (read <= 0) {
					throw new EOFException();
				}
				target.write(buffer.array(), 0, read);
				at += read;
			}
		}
	}

	/**
	 * New bytes, then a run of bytes of the source.
	 */
	private record Part(long at, long length, byte[] bytes) {
	}

}
