package dev.tintype.image.content;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The file of an image, in the state in which it was registered.
 *
 * @param imageId of the image
 * @param path absolute
 * @param stored whether it belongs to the service
 * @param size in bytes
 * @param modifiedAt when it was changed last
 * @param mimeType found from its bytes
 * @param hash SHA-256 of its bytes in hex, null while unknown
 */
record ImageFile(UUID imageId, String path, boolean stored, long size, Instant modifiedAt, String mimeType,
		@Nullable String hash) {
}
