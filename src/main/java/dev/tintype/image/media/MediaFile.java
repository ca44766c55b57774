package dev.tintype.image.media;

import java.time.Instant;

import dev.tintype.data.storage.OpenObject;

/**
 * A picture that a response sends.
 *
 * @param now the open file
 * @param lastModified for {@code Last-Modified}
 */
public record MediaFile(OpenObject now, String mimeType, Instant lastModified) {
}
