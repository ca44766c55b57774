package dev.tintype.caption.operation;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A caption that an image has or had.
 *
 * @param text null if the caption of the image was cleared
 * @param source who wrote it: {@code model}, {@code human} or {@code import}
 * @param model the model that wrote it, or null
 * @param operationId the operation that saved it
 */
record Caption(UUID captionId, UUID imageId, @Nullable String text, String source, @Nullable String model,
		UUID operationId, Instant createdAt) {
}
