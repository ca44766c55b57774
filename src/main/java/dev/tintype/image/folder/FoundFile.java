package dev.tintype.image.folder;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import dev.tintype.support.CheckedFile;
import dev.tintype.support.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * A file that a walk through a folder met.
 *
 * @param entry absolute, as the walk met it: perhaps a link
 * @param path where it really is, in text
 * @param filename the name that the user knows: that of the link where there is one
 * @param size in bytes
 * @param modifiedAt when it was changed last, in whole microseconds as the databases keep
 * it
 * @param reason why it cannot be registered, null when it can
 */
record FoundFile(Path entry, String path, String filename, long size, Instant modifiedAt, @Nullable String reason) {

	/**
	 * A file that can be registered.
	 * @param entry absolute
	 * @param size in bytes
	 * @param modifiedAt when it was changed last
	 * @return the file
	 */
	static FoundFile of(Path entry, Path real, long size, Instant modifiedAt) {
		return new FoundFile(entry, FileNames.text(real), FileNames.name(entry), size,
				modifiedAt.truncatedTo(ChronoUnit.MICROS), null);
	}

	/**
	 * A file that cannot be registered.
	 * @return with no size or time
	 */
	static FoundFile skipped(Path entry, String reason) {
		return new FoundFile(entry, FileNames.text(entry), FileNames.name(entry), 0, Instant.EPOCH, reason);
	}

	/**
	 * The file as it is now that it has been opened.
	 * @return with its present size and time
	 */
	FoundFile as(CheckedFile opened) {
		return new FoundFile(this.entry, this.path, this.filename, opened.size(), opened.modifiedAt(), null);
	}

	/**
	 * The file's own name.
	 * @return the last of its path
	 */
	String ownName() {
		return this.path.substring(this.path.lastIndexOf(this.entry.getFileSystem().getSeparator()) + 1);
	}

	/**
	 * Tells whether the user knows the file by the name of a link.
	 * @return whether that is another name than its own
	 */
	boolean isRenamed() {
		return !this.filename.equals(ownName());
	}

}
