package dev.tintype.image.content;

import java.io.Closeable;
import java.time.Instant;

import dev.tintype.data.storage.OpenObject;

/**
 * An image's file, open for reading.
 *
 * @param file as it was registered
 * @param now as it is in the storage or on the disk now
 */
public record OpenedFile(ImageFile file, OpenObject now) implements Closeable {

	/**
	 * The size in bytes.
	 */
	public long size() {
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
	public Instant lastModified() {
		return this.file.stored() ? this.file.modifiedAt() : this.now.modifiedAt();
	}

	/** Closes the file, unless the response reads it. */
	@Override
	public void close() {
		this.now.close();
	}

}
