package dev.tintype.content;

import java.nio.file.Path;
import java.time.Instant;

/**
 * An image's file as it is on the disk now.
 *
 * @param file as it was registered
 * @param real where it really is
 * @param size in bytes
 * @param modifiedAt when it was changed last, in whole microseconds
 */
record OpenedFile(ImageFile file, Path real, long size, Instant modifiedAt) {

	/**
	 * Tells whether the file is as it was registered. One that belongs to the service is
	 * changed by nobody else.
	 * @return whether what is known of it still holds
	 */
	boolean asRegistered() {
		return this.size == this.file.size() && (this.file.stored() || this.modifiedAt.equals(this.file.modifiedAt()));
	}

	/**
	 * The moment for {@code Last-Modified}.
	 * @return of the content
	 */
	Instant lastModified() {
		return this.file.stored() ? this.file.modifiedAt() : this.modifiedAt;
	}

}
