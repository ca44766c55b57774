package dev.tintype.support;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * A regular file that is open for reading and lies where {@link Roots} allow it. Path,
 * size, time and bytes are those of the open file, whatever happens to its name (ADR 23).
 *
 * @param path of the file, without links
 * @param size in bytes, when it was opened
 * @param modifiedAt the last change, in whole microseconds
 * @param channel reads the file; reads at a position are independent of each other
 */
public record CheckedFile(Path path, long size, Instant modifiedAt, FileChannel channel) implements Closeable {

	private static final int BUFFER_BYTES = 1 << 16;

	static CheckedFile of(FileHandle found) throws IOException {
		FileChannel channel = found.open();
		boolean done = false;
		try {
			BasicFileAttributes attributes = found.attributes();
			CheckedFile file = new CheckedFile(found.real(), channel.size(),
					attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.MICROS), channel);
			done = true;
			return file;
		}
		finally {
			if (!done) {
				channel.close();
			}
		}
	}

	/**
	 * Reads the whole file, blocking.
	 * @return SHA-256 of its bytes in hex
	 * @throws IOException if it cannot be read
	 */
	public String sha256() throws IOException {
		MessageDigest digest = Hashes.sha256Digest();
		ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
		long position = 0;
		for (int read = this.channel.read(buffer, 0); read >= 0; read = this.channel.read(buffer.clear(), position)) {
			digest.update(buffer.flip());
			position += read;
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

	/**
	 * Opens a file when its turn has come.
	 */
	@FunctionalInterface
	public interface Source {

		/**
		 * Opens the file, which may block.
		 * @return must be closed
		 * @throws IOException if it is missing, lies outside the roots, is not a regular
		 * file or may not be read
		 */
		CheckedFile open() throws IOException;

	}

}
