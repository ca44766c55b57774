package dev.tintype.caption.insight;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An image with the captions of several models.
 *
 * @param captions the newest of each model, in the order of the request
 */
record Compared(UUID imageId, @Nullable String path, String filename, List<Caption> captions) {

	/**
	 * A caption of a model.
	 *
	 * @param current whether it is the current caption of the image
	 */
	record Caption(String model, UUID captionId, String text, String source, Instant createdAt, boolean current) {
	}

}
