package dev.tintype.image.registry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

import dev.tintype.support.Hashes;
import org.jspecify.annotations.Nullable;

/**
 * The version of an image's content, which the URLs of thumbnails name. It follows from
 * columns of the row, so that a listing can name it before there is a thumbnail.
 */
public final class ImageVersion {

	/** The length of a version. */
	public static final int DIGITS = 12;

	private ImageVersion() {
	}

	/**
	 * Derives a version.
	 * @param isStored whether the file is an upload, which its hash identifies; a
	 * registered file is identified by its size and modification time
	 * @return 12 hexadecimal digits, or null while the image has no content
	 */
	public static @Nullable String of(boolean isStored, @Nullable String contentHash, @Nullable Long size,
			@Nullable Instant modifiedAt) {
		if (isStored && contentHash != null) {
			return contentHash.substring(0, DIGITS);
		}
		if (size == null || modifiedAt == null) {
			return null;
		}
		String content = size + " " + modifiedAt;
		return Hashes.sha256(content.getBytes(StandardCharsets.US_ASCII)).substring(0, DIGITS);
	}

	/**
	 * Returns the URL of an image's thumbnail.
	 * @param version null if the image has no content yet
	 * @return a path, to which a client may add {@code &size=} if there is a version
	 */
	public static String thumbnailUrl(UUID imageId, @Nullable String version) {
		String url = "/api/images/" + imageId + "/thumbnail";
		return (version != null) ? url + "?v=" + version : url;
	}

}
