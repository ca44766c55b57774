package dev.tintype.data.storage;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The rules for keys: at least two segments, separated by slashes. The first one names
 * what the files are for, for example {@code uploads} or {@code library}.
 */
public final class StorageKeys {

	/** The maximum length of a segment in bytes of UTF-8: that of file systems. */
	public static final int SEGMENT_BYTES = 255;

	/** The maximum length of a key in bytes of UTF-8: that of S3. */
	public static final int KEY_BYTES = 1024;

	/** The second segment of temporary files, which are no stored files. */
	static final String INCOMING = "incoming";

	private static final Pattern AREA = Pattern.compile("[a-z][a-z0-9-]{0,62}");

	private StorageKeys() {
	}

	/**
	 * Checks a key.
	 * @param key from the service itself
	 * @return the same key
	 * @throws IllegalArgumentException if it is against the rules
	 */
	public static String require(String key) {
		String[] segments = key.split("/", -1);
		if (segments.length < 2 || !AREA.matcher(segments[0]).matches() || segments[1].equals(INCOMING)
				|| key.getBytes(StandardCharsets.UTF_8).length > KEY_BYTES) {
			throw new IllegalArgumentException("not a key of the storage");
		}
		for (String segment : segments) {
			String fault = fault(segment);
			if (fault != null) {
				throw new IllegalArgumentException("not a key of the storage: a segment " + fault);
			}
		}
		return key;
	}

	/**
	 * Tells whether a text is a key.
	 * @param key any text
	 * @return whether {@link #require} accepts it
	 */
	public static boolean isKey(String key) {
		try {
			require(key);
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * Checks a segment of a key, such as a file name.
	 * @param segment any text
	 * @return the fault, as the end of a sentence; null if there is none
	 */
	public static @Nullable String fault(String segment) {
		if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
			return "is empty or consists of dots";
		}
		int bytes = 0;
		for (int i = 0, character; i < segment.length(); i += Character.charCount(character)) {
			character = segment.codePointAt(i);
			if (character == '/' || character == '\\' || Character.isISOControl(character)) {
				return "contains a slash, a backslash or a control character";
			}
			if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
				return "is not valid Unicode";
			}
			bytes += utf8(character);
		}
		return (bytes > SEGMENT_BYTES) ? "has more than " + SEGMENT_BYTES + " bytes" : null;
	}

	private static int utf8(int character) {
		if (character < 0x80) {
			return 1;
		}
		return (character < 0x800) ? 2 : (Character.isBmpCodePoint(character) ? 3 : 4);
	}

	/**
	 * Checks the prefix of a listing.
	 * @param prefix ends with a slash
	 * @return the same prefix
	 * @throws IllegalArgumentException if no key can begin like that
	 */
	public static String requirePrefix(String prefix) {
		if (!prefix.endsWith("/")) {
			throw new IllegalArgumentException("a prefix ends with a slash");
		}
		require(prefix + "name");
		return prefix;
	}

}
