package dev.tintype.image.content;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ReadableByteChannel;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.tintype.support.CheckedFile;

/**
 * An image's file, open for reading, as it is on the disk now.
 *
 * @param file as it was registered
 * @param now as it is
 * @param taken whether the answer reads it, and closes it at its end
 */
record OpenedFile(ImageFile file, CheckedFile now, AtomicBoolean taken) implements Closeable {

	OpenedFile(ImageFile file, CheckedFile now) {
		this(file, now, new AtomicBoolean());
	}

	/**
	 * How long it is.
	 * @return bytes
	 */
	long size() {
		return this.now.size();
	}

	/**
	 * Tells whether the file is as it was registered. One that belongs to the service is
	 * changed by nobody else.
	 * @return whether what is known of it still holds
	 */
	boolean asRegistered() {
		return size() == this.file.size()
				&& (this.file.stored() || this.now.modifiedAt().equals(this.file.modifiedAt()));
	}

	/**
	 * The moment for {@code Last-Modified}.
	 * @return of the content
	 */
	Instant lastModified() {
		return this.file.stored() ? this.file.modifiedAt() : this.now.modifiedAt();
	}

	/**
	 * Hands the bytes over to the answer.
	 * @param from how many of them are left out
	 * @return to be closed by the answer, whatever happens
	 * @throws IOException if it was closed already
	 */
	ReadableByteChannel take(long from) throws IOException {
		this.taken.set(true);
		return this.now.channel().position(from);
	}

	/** Closes the file, unless the answer reads it. */
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
