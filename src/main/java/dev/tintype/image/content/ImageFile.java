package dev.tintype.image.content;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The file of an image, as it was when it was registered.
 *
 * @param imageId of the image
 * @param path absolute
 * @param stored whether the service owns it
 * @param size in bytes
 * @param modifiedAt when it was last changed
 * @param mimeType found from its bytes
 * @param hash SHA-256 of its bytes in hex, null while unknown
 */
public record ImageFile(UUID imageId, String path, boolean stored, long size, Instant modifiedAt, String mimeType,
		@Nullable String hash) {
}
