package dev.tintype.image.content;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ReadableByteChannel;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.tintype.support.CheckedFile;

/**
 * An image's file, open for reading.
 *
 * @param file as it was registered
 * @param now as it is on the disk now
 * @param taken whether the response reads the file and closes it
 */
record OpenedFile(ImageFile file, CheckedFile now, AtomicBoolean taken) implements Closeable {

	OpenedFile(ImageFile file, CheckedFile now) {
		this(file, now, new AtomicBoolean());
	}

	/**
	 * The size in bytes.
	 */
	long size() {
		return this.now.size();
	}

	/**
	 * Whether the file is unchanged since it was registered. Only the service changes its
	 * stored files.
	 */
	boolean asRegistered() {
		return size() == this.file.size()
				&& (this.file.stored() || this.now.modifiedAt().equals(this.file.modifiedAt()));
	}

	/**
	 * The time for {@code Last-Modified}.
	 */
	Instant lastModified() {
		return this.file.stored() ? this.file.modifiedAt() : this.now.modifiedAt();
	}

	/**
	 * Hands the bytes over to the response.
	 * @param from the number of bytes to skip
	 * @return a channel, which the response closes in every case
	 * @throws IOException if the file is already closed
	 */
	ReadableByteChannel take(long from) throws IOException {
		this.taken.set(true);
		return this.now.channel().position(from);
	}

	/** Closes the file, unless the response reads it. */
	@Override
	public void close() {
		try {
			if (!this.taken.get()) {
				this.now.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
