package dev.tintype.imaging.thumbnail;

import java.time.Instant;
import java.util.UUID;

import dev.tintype.support.CheckedFile;

/**
 * The file from which thumbnails of an image are made, in its registered state.
 *
 * @param imageId of the image
 * @param file opens the file
 * @param stored whether the service owns the file, so that nobody else changes it
 * @param size in bytes
 * @param modifiedAt when the file was last changed
 */
public record ThumbnailSource(UUID imageId, CheckedFile.Source file, boolean stored, long size, Instant modifiedAt) {

	/**
	 * Tells whether an open file is still the registered one.
	 */
	boolean isRegistered(CheckedFile opened) {
		return this.stored || opened.size() == this.size && opened.modifiedAt().equals(this.modifiedAt);
	}

}
