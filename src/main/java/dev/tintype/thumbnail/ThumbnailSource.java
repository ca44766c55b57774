package dev.tintype.thumbnail;

import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/**
 * The file that thumbnails of an image are made from, in the state that is registered.
 *
 * @param imageId of the image
 * @param file where it really is
 * @param size in bytes
 * @param modifiedAt when it was changed last
 */
public record ThumbnailSource(UUID imageId, Path file, long size, Instant modifiedAt) {
}
