package dev.tintype.caption.operation;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A caption of an operation, without its text.
 *
 * @param replaces the caption that was current before it, or null
 * @param kept whether it was saved into the history only
 */
record SavedCaption(UUID captionId, UUID imageId, @Nullable UUID replaces, boolean kept) {
}
