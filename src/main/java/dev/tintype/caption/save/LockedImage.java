package dev.tintype.caption.save;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The current caption of a locked image.
 *
 * @param captionId null when the image never had a caption
 * @param rank the rank of the caption's source, 0 when the image has no caption or a
 * cleared one
 */
public record LockedImage(UUID imageId, @Nullable UUID captionId, int rank) {
}
