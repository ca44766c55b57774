package dev.tintype.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

import dev.tintype.api.ProblemException;
import dev.tintype.api.ProblemType;
import dev.tintype.support.Hashes;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * The temporary file into which the bytes of one upload are written, counted and hashed
 * as they come. All methods touch the disk.
 */
final class UploadSink {

	private final Path file;

	private final FileChannel channel;

	private final long limit;

	private final MessageDigest digest = Hashes.sha256Digest();

	private long size;

	private UploadSink(Path file, FileChannel channel, long limit) {
		this.file = file;
		this.channel = channel;
		this.limit = limit;
	}

	/**
	 * A new file.
	 * @param file that does not exist yet
	 * @param limit the most bytes
	 * @return open for writing
	 * @throws IOException when it cannot be made
	 */
	static UploadSink open(Path file, long limit) throws IOException {
		Files.createDirectories(file.getParent());
		return new UploadSink(file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
				limit);
	}

	/**
	 * Writes and releases a buffer.
	 * @param buffer the next bytes
	 */
	void write(DataBuffer buffer) {
		try (DataBuffer.ByteBufferIterator parts = buffer.readableByteBuffers()) {
			this.size += buffer.readableByteCount();
			if (this.size > this.limit) {
				throw new ProblemException(ProblemType.TOO_LARGE,
						"The file is larger than " + this.limit + " bytes, the limit of an upload.");
			}
			while (parts.hasNext()) {
				ByteBuffer part = parts.next();
				this.digest.update(part.duplicate());
				while (part.hasRemaining()) {
					this.channel.write(part);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			DataBufferUtils.release(buffer);
		}
	}

	/**
	 * Ends the file; it is on the disk then, not only on its way there.
	 * @throws IOException when it cannot be written
	 */
	void finish() throws IOException {
		this.channel.force(true);
		this.channel.close();
	}

	/**
	 * Ends the file and deletes it.
	 */
	void discard() {
		try {
			this.channel.close();
			Files.deleteIfExists(this.file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Where the bytes are.
	 * @return the temporary file
	 */
	Path file() {
		return this.file;
	}

	/**
	 * How many bytes there are.
	 * @return so far
	 */
	long size() {
		return this.size;
	}

	/**
	 * The hash of the bytes, to be asked for once at the end.
	 * @return SHA-256 in hex
	 */
	String hash() {
		return HexFormat.of().formatHex(this.digest.digest());
	}

}
