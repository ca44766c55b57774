package dev.tintype.folder;

import java.nio.file.Path;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A file that a walk through a folder met.
 *
 * @param path where it really is
 * @param size in bytes
 * @param modifiedAt when it was changed last, in whole microseconds as the databases keep
 * it
 * @param reason why it cannot be registered, null when it can
 */
record FoundFile(Path path, long size, Instant modifiedAt, @Nullable String reason) {

	/**
	 * A file that cannot be registered.
	 * @param path as the walk met it
	 * @param reason for people
	 * @return with no size or time
	 */
	static FoundFile skipped(Path path, String reason) {
		return new FoundFile(path, 0, Instant.EPOCH, reason);
	}

	/**
	 * The file's base name.
	 * @return without a folder
	 */
	String filename() {
		return this.path.getFileName().toString();
	}

}
