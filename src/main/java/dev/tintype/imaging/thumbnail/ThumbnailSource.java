package dev.tintype.imaging.thumbnail;

import java.time.Instant;
import java.util.UUID;

import dev.tintype.support.CheckedFile;

/**
 * The file that thumbnails of an image are made from, in the state that is registered.
 *
 * @param imageId of the image
 * @param file opens it
 * @param size in bytes
 * @param modifiedAt when it was changed last
 */
public record ThumbnailSource(UUID imageId, CheckedFile.Source file, long size, Instant modifiedAt) {
}
