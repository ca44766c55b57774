package dev.tintype.image.registry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The version of an image's content, which the URLs of thumbnails name. It follows from
 * columns of the row, so that a listing can name it before there is a thumbnail. A
 * listing has a version per row, so a version is a number of 48 bits that costs neither a
 * digest nor an object.
 */
public final class ImageVersion {

	/** The length of a version in hexadecimal digits. */
	public static final int DIGITS = 12;

	/** The version of an image that has no content yet. */
	static final long NONE = -1;

	/** What stands before the id in the URL of a thumbnail. */
	static final String BEFORE_ID = "/api/images/";

	/** What stands behind the id in the URL of a thumbnail. */
	static final String BEHIND_ID = "/thumbnail";

	/** What stands before the version in the URL of a thumbnail. */
	static final String BEFORE_VERSION = "?v=";

	private static final int UNUSED_BITS = Long.SIZE - 4 * DIGITS;

	// The constants of the generator SplitMix64. An odd factor loses no bit.
	private static final long GAMMA = 0x9E3779B97F4A7C15L;

	private static final long FIRST = 0xBF58476D1CE4E5B9L;

	private static final long SECOND = 0x94D049BB133111EBL;

	private static final long MICROS = 1_000_000;

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
		long version = number(contentHash, size, isStored ? null : modifiedAt);
		return (version != NONE) ? text(version) : null;
	}

	/**
	 * Derives a version as a number.
	 * @param modifiedAt null for an upload
	 * @return {@link #NONE} while the image has no content
	 */
	static long number(@Nullable String contentHash, @Nullable Long size, @Nullable Instant modifiedAt) {
		if (modifiedAt == null) {
			byte[] hash = (contentHash != null) ? contentHash.getBytes(StandardCharsets.UTF_8) : new byte[0];
			return ofHash(hash, 0, hash.length);
		}
		long micros = modifiedAt.getEpochSecond() * MICROS + modifiedAt.getNano() / 1000;
		return (size != null) ? ofFile(size, micros) : NONE;
	}

	/**
	 * Derives the version of a registered file.
	 * @param size in bytes
	 * @param micros when the file was last changed, in microseconds since 1970
	 */
	static long ofFile(long size, long micros) {
		return mixed(mixed(size + GAMMA) + micros) >>> UNUSED_BITS;
	}

	private static long mixed(long bits) {
		long once = (bits ^ bits >>> 30) * FIRST;
		long twice = (once ^ once >>> 27) * SECOND;
		return twice ^ twice >>> 31;
	}

	/**
	 * Derives the version of an upload: the first digits of its hash.
	 * @param text contains the hash in hexadecimal digits
	 * @param from the index of the first digit
	 * @param length of the hash
	 * @return {@link #NONE} if that is no hash
	 */
	static long ofHash(byte[] text, int from, int length) {
		if (length < DIGITS) {
			return NONE;
		}
		long version = 0;
		for (int i = from; i < from + DIGITS; i++) {
			int digit = Character.digit(text[i], 16);
			if (digit < 0) {
				return NONE;
			}
			version = version << 4 | digit;
		}
		return version;
	}

	private static String text(long version) {
		return HexFormat.of().toHexDigits(version, DIGITS);
	}

	/**
	 * Returns the URL of an image's thumbnail.
	 * @param version null if the image has no content yet
	 * @return a path, to which a client may add {@code &size=} if there is a version
	 */
	public static String thumbnailUrl(UUID imageId, @Nullable String version) {
		String url = BEFORE_ID + imageId + BEHIND_ID;
		return (version != null) ? url + BEFORE_VERSION + version : url;
	}

	/**
	 * Returns the URL of an image's thumbnail.
	 * @return null if the image has no content yet
	 */
	static @Nullable String thumbnailUrl(UUID imageId, long version) {
		return (version != NONE) ? thumbnailUrl(imageId, text(version)) : null;
	}

}
