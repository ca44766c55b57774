package dev.tintype.caption.save;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A caption that an image has or had.
 *
 * @param captionId its id
 * @param imageId of the image
 * @param text the caption
 * @param source who wrote it: {@code model}, {@code human} or {@code import}
 * @param model the model that wrote it
 * @param operationId the save that wrote it
 * @param createdAt when it was saved
 */
record Caption(UUID captionId, UUID imageId, String text, String source, @Nullable String model, UUID operationId,
		Instant createdAt) {
}
