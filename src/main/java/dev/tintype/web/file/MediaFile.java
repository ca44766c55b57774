package dev.tintype.web.file;

import java.time.Instant;

import dev.tintype.data.storage.OpenObject;
import org.jspecify.annotations.Nullable;

/**
 * A file that a response sends.
 *
 * @param now the open file
 * @param mimeType its media type
 * @param lastModified for {@code Last-Modified}
 * @param download the name under which clients save it, in ASCII without quotes; null if
 * they show it
 */
public record MediaFile(OpenObject now, String mimeType, Instant lastModified, @Nullable String download) {

	/**
	 * Creates a file that clients show.
	 */
	public MediaFile(OpenObject now, String mimeType, Instant lastModified) {
		this(now, mimeType, lastModified, null);
	}

}
