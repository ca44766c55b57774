package dev.tintype.imaging.thumbnail;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import dev.tintype.support.Hashes;

/**
 * A thumbnail as it is stored and sent.
 *
 * @param mimeType of its bytes
 * @param width in pixels
 * @param height in pixels
 * @param etag the SHA-256 of its bytes, without quotes
 * @param data its bytes; callers must not change them
 * @param createdAt when it was made
 * @param isCurrent whether it shows the registered content. If the file has changed
 * since, the thumbnail is not stored, and clients must not keep it
 */
@SuppressWarnings("ArrayRecordComponent")
public record StoredThumbnail(String mimeType, int width, int height, String etag, byte[] data, Instant createdAt,
		boolean isCurrent) {

	/**
	 * Adds the hash and the time to a new thumbnail.
	 * @param made the thumbnail
	 * @return with the hash of its bytes
	 */
	public static StoredThumbnail of(Thumbnail made) {
		return of(made, true);
	}

	static StoredThumbnail of(Thumbnail made, boolean isCurrent) {
		return new StoredThumbnail(made.mimeType(), made.width(), made.height(), Hashes.sha256(made.data()),
				made.data(), Instant.now().truncatedTo(ChronoUnit.MICROS), isCurrent);
	}

}
