package dev.tintype.caption.export;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A caption that is exported, with its image.
 *
 * @param path absolute, null if the image is not a registered file
 * @param width in pixels, null if unknown
 * @param height in pixels, null if unknown
 * @param mimeType of the image, null if it has no bytes yet
 * @param text never empty
 * @param model that wrote it, or null
 * @param current whether the image shows it
 * @param fileName the name of the image in the export, empty until it is known
 */
record ExportedCaption(UUID captionId, UUID imageId, @Nullable String path, String filename, @Nullable Integer width,
		@Nullable Integer height, @Nullable String mimeType, String text, @Nullable String model, String source,
		Instant createdAt, boolean current, String fileName) {

	ExportedCaption named(String name) {
		return new ExportedCaption(this.captionId, this.imageId, this.path, this.filename, this.width, this.height,
				this.mimeType, this.text, this.model, this.source, this.createdAt, this.current, name);
	}

}
