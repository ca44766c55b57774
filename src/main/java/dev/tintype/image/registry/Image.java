package dev.tintype.image.registry;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A registered image file, with its current caption.
 *
 * @param filename the file's base name
 * @param path the file's absolute path, null until its bytes are there
 * @param size in bytes, null while unknown
 * @param width in pixels, as displayed, null until the file has been decoded
 * @param height in pixels, as displayed
 * @param mimeType found from the bytes
 * @param contentHash SHA-256 of the bytes in hex, null while unknown
 * @param uploaded whether the bytes are there
 * @param caption the current caption's text
 * @param captionSource who wrote it: {@code model}, {@code human} or {@code import}
 * @param captionModel the model that wrote it
 * @param createdAt when it was registered
 * @param updatedAt when the row last changed
 * @param thumbnailUrl the URL of the thumbnail with the version of the content, null
 * until there is content
 */
public record Image(UUID imageId, String filename, @Nullable String path, @Nullable Long size, @Nullable Integer width,
		@Nullable Integer height, @Nullable String mimeType, @Nullable String contentHash, boolean uploaded,
		@Nullable String caption, @Nullable String captionSource, @Nullable String captionModel, Instant createdAt,
		Instant updatedAt, @Nullable String thumbnailUrl) {
}
