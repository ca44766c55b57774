package dev.tintype.data.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

import dev.tintype.support.CheckedFile;
import dev.tintype.support.Hashes;
import dev.tintype.support.OwnFiles;

/**
 * Copies a file and checks that the bytes are those that its caller knows.
 */
public final class VerifiedCopy {

	private static final int BUFFER_BYTES = 1 << 18;

	private VerifiedCopy() {
	}

	/**
	 * Writes a copy and forces it to the disk, blocking.
	 * @param copy that does not exist yet; it may be incomplete after a failure
	 * @param key for the failure
	 * @throws ContentChangedException if size or hash differ
	 * @throws IOException if the disk fails
	 */
	public static void write(CheckedFile from, Path copy, long size, String sha256, String key) throws IOException {
		if (from.size() != size) {
			throw new ContentChangedException(key);
		}
		OwnFiles.createFolderOf(copy);
		MessageDigest digest = Hashes.sha256Digest();
		ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
		try (FileChannel to = FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
			long position = 0;
			while (position <= size) {
				int read = from.channel().read(buffer.clear(), position);
				if (read < 0) {
					break;
				}
				buffer.flip();
				digest.update(buffer.duplicate());
				position += read;
				while (buffer.hasRemaining()) {
					to.write(buffer);
				}
			}
			if (position != size || !HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
				throw new ContentChangedException(key);
			}
			to.force(true);
		}
	}

}
