package dev.tintype.imaging.thumbnail;

import java.time.Instant;
import java.util.UUID;

import dev.tintype.support.CheckedFile;

/**
 * The file from which thumbnails of an image are made, in its registered state.
 *
 * @param imageId of the image
 * @param file opens the file
 * @param size in bytes
 * @param modifiedAt when the file was last changed
 */
public record ThumbnailSource(UUID imageId, CheckedFile.Source file, long size, Instant modifiedAt) {
}
