package dev.tintype.image.content;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of an image are, and what is known of them.
 *
 * @param imageId of the image
 * @param filename the name of the image
 * @param location in the storage, or the path of a registered file; null without bytes
 * @param stored whether the service owns the file
 * @param size in bytes, 0 while unknown
 * @param modifiedAt when the file was last changed, as far as the row knows
 * @param hash SHA-256 of the bytes in hex, null while unknown
 */
public record CurrentContent(UUID imageId, String filename, @Nullable String location, boolean stored, long size,
		Instant modifiedAt, @Nullable String hash) {
}
