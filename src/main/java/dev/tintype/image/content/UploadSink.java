package dev.tintype.image.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

import dev.tintype.support.Hashes;
import dev.tintype.support.OwnFiles;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * Writes the bytes of one upload to a temporary file, and counts and hashes them as they
 * arrive. The first byte creates the file. A client may disconnect at any time, so a
 * discarded sink never creates it. The methods that write and discard access the disk.
 */
final class UploadSink {

	private final Path file;

	private final long limit;

	private final MessageDigest digest = Hashes.sha256Digest();

	private @Nullable FileChannel channel;

	private boolean discarded;

	private long size;

	/**
	 * Creates a sink.
	 * @param file that does not exist yet
	 * @param limit the maximum size in bytes
	 */
	UploadSink(Path file, long limit) {
		this.file = file;
		this.limit = limit;
	}

	/**
	 * Writes and releases a buffer.
	 */
	synchronized void write(DataBuffer buffer) {
		try (DataBuffer.ByteBufferIterator parts = buffer.readableByteBuffers()) {
			this.size += buffer.readableByteCount();
			if (this.size > this.limit) {
				throw new ProblemException(ProblemType.TOO_LARGE,
						"The file is larger than " + this.limit + " bytes, the limit of an upload.");
			}
			FileChannel target = open();
			while (parts.hasNext()) {
				ByteBuffer part = parts.next();
				this.digest.update(part.duplicate());
				while (part.hasRemaining()) {
					target.write(part);
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
	 * Closes the file. The storage forces it to the disk when it becomes the content of
	 * an image.
	 * @throws IOException when it cannot be written
	 */
	synchronized void finish() throws IOException {
		open().close();
	}

	/**
	 * Closes the file and deletes it.
	 */
	synchronized void discard() {
		this.discarded = true;
		if (this.channel == null) {
			return;
		}
		try {
			this.channel.close();
			Files.deleteIfExists(this.file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Path file() {
		return this.file;
	}

	/**
	 * The number of bytes so far.
	 */
	long size() {
		return this.size;
	}

	/**
	 * The hash of the bytes, which may be read only once, at the end.
	 * @return SHA-256 in hex
	 */
	String hash() {
		return HexFormat.of().formatHex(this.digest.digest());
	}

	private FileChannel open() throws IOException {
		if (this.discarded) {
			throw new ClosedChannelException();
		}
		if (this.channel == null) {
			OwnFiles.createFolderOf(this.file);
			this.channel = FileChannel.open(this.file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
		}
		return this.channel;
	}

}
