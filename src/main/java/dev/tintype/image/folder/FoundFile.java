package dev.tintype.image.folder;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import dev.tintype.support.CheckedFile;
import dev.tintype.support.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * A file that a walk through a folder found.
 *
 * @param entry absolute, as the walk found it; may be a link
 * @param path the real path, as text
 * @param filename the name that the user knows: that of the link, if there is one
 * @param size in bytes
 * @param modifiedAt when it was last changed, in whole microseconds as the databases
 * store it
 * @param reason why it cannot be registered, null when it can
 */
record FoundFile(Path entry, String path, String filename, long size, Instant modifiedAt, @Nullable String reason) {

	/**
	 * Creates a file that can be registered.
	 * @param entry absolute
	 * @param size in bytes
	 */
	static FoundFile of(Path entry, Path real, long size, Instant modifiedAt) {
		return new FoundFile(entry, FileNames.text(real), FileNames.name(entry), size,
				modifiedAt.truncatedTo(ChronoUnit.MICROS), null);
	}

	/**
	 * Creates a file that cannot be registered, without size and time.
	 */
	static FoundFile skipped(Path entry, String reason) {
		return new FoundFile(entry, FileNames.text(entry), FileNames.name(entry), 0, Instant.EPOCH, reason);
	}

	/**
	 * Returns the file with the size and time that it has now that it is open.
	 */
	FoundFile as(CheckedFile opened) {
		return new FoundFile(this.entry, this.path, this.filename, opened.size(), opened.modifiedAt(), null);
	}

	/**
	 * The file's own name: the last part of its path.
	 */
	String ownName() {
		return this.path.substring(this.path.lastIndexOf(this.entry.getFileSystem().getSeparator()) + 1);
	}

	/**
	 * Whether a link gives the file a name other than its own.
	 */
	boolean isRenamed() {
		return !this.filename.equals(ownName());
	}

}
