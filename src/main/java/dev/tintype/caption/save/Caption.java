package dev.tintype.caption.save;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A caption that an image has or had.
 *
 * @param source who wrote it: {@code model}, {@code human} or {@code import}
 * @param model the model that wrote it, or null
 * @param operationId the save that wrote it
 */
record Caption(UUID captionId, UUID imageId, String text, String source, @Nullable String model, UUID operationId,
		Instant createdAt) {
}
