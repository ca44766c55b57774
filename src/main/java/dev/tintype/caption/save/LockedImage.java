package dev.tintype.caption.save;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The current caption of an image that is locked.
 *
 * @param imageId of the image
 * @param captionId null when it has none
 * @param rank of the caption's source, 0 when it has none
 */
record LockedImage(UUID imageId, @Nullable UUID captionId, int rank) {
}
