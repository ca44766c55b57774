package dev.tintype.caption.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes the parts of a tar. Sizes and names alone decide its bytes.
 */
final class TarFiles {

	private static final int BLOCK = 512;

	/** The most zeros of one part. */
	private static final int MOST_ZEROS = 1 << 16;

	private TarFiles() {
	}

	/**
	 * Writes the header of a file.
	 * @param name in ASCII, of at most 100 characters
	 * @param size in bytes
	 */
	static byte[] header(String name, long size) throws IOException {
		TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL);
		entry.setSize(size);
		entry.setModTime(0);
		byte[] header = new byte[BLOCK];
		entry.writeEntryHeader(header);
		return header;
	}

	/**
	 * Writes small files with their headers.
	 */
	static byte[] write(List<Content> files) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (Content file : files) {
			Rest rest = new Rest(file.bytes().length);
			rest.take(file.bytes().length);
			out.writeBytes(header(file.name(), file.bytes().length));
			out.writeBytes(file.bytes());
			out.writeBytes(rest.zeros());
		}
		return out.toByteArray();
	}

	/**
	 * Writes the end of a tar.
	 */
	static byte[] end() {
		return new byte[2 * BLOCK];
	}

	/**
	 * A small file.
	 */
	@SuppressWarnings("ArrayRecordComponent")
	record Content(String name, byte[] bytes) {
	}

	/**
	 * What is left of a file and of its last block.
	 */
	static final class Rest {

		private long bytes;

		private int padding;

		/**
		 * Begins with a file.
		 * @param size in bytes, as its header has it
		 */
		Rest(long size) {
			this.bytes = size;
			this.padding = (int) Math.floorMod(-size, (long) BLOCK);
		}

		void take(long read) {
			this.bytes -= read;
		}

		/**
		 * The number of bytes that the file lacks.
		 */
		long missing() {
			return this.bytes;
		}

		/**
		 * Fills a part of the file and its last block.
		 * @return empty when they are full
		 */
		byte[] zeros() {
			byte[] zeros = new byte[(int) Math.min(MOST_ZEROS, this.bytes + this.padding)];
			int ofPadding = (int) Math.max(0, zeros.length - this.bytes);
			this.bytes -= zeros.length - ofPadding;
			this.padding -= ofPadding;
			return zeros;
		}

	}

}
