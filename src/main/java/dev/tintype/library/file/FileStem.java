package dev.tintype.library.file;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.tintype.imaging.work.PictureFormat;

/**
 * Makes names of files from any text.
 */
public final class FileStem {

	/** The longest name in bytes, with its suffix. */
	private static final int MOST_BYTES = 200;

	private static final int LONGEST_SUFFIX = 5;

	private static final Pattern FORBIDDEN = Pattern.compile("[<>:\"/\\\\|?*\\p{Cntrl}\\u0080-\\u009f]");

	private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\\..*)?");

	private FileStem() {
	}

	/**
	 * The stem of an original.
	 * @param filename a base name
	 * @return a valid name
	 */
	public static String original(String filename) {
		int dot = filename.lastIndexOf('.');
		return of((dot > 0) ? filename.substring(0, dot) : filename);
	}

	/**
	 * Makes a name.
	 * @param text any text
	 * @return a valid name of at most 200 bytes with any suffix
	 */
	public static String of(String text) {
		String name = trim(FORBIDDEN.matcher(text).replaceAll("_").replaceAll("_{2,}", "_"));
		name = trim(cut(name));
		return (name.isEmpty() || DEVICE.matcher(name).matches()) ? cut("photo_" + name) : name;
	}

	private static String trim(String text) {
		return text.replaceAll("^[_. \\s]+|[_. \\s]+$", "");
	}

	private static String cut(String text) {
		int most = MOST_BYTES - LONGEST_SUFFIX;
		int bytes = 0;
		int end = 0;
		while (end < text.length()) {
			int character = text.codePointAt(end);
			bytes += Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
			if (bytes > most) {
				break;
			}
			end += Character.charCount(character);
		}
		return text.substring(0, end);
	}

	/**
	 * Chooses the suffix of an original.
	 * @param filename a base name
	 * @return the suffix of the name if it is one of the format, otherwise that of the
	 * format
	 */
	public static String suffix(String filename, PictureFormat format) {
		int dot = filename.lastIndexOf('.');
		String suffix = (dot > 0) ? filename.substring(dot) : "";
		List<String> usual = switch (format) {
			case JPEG -> List.of(".jpg", ".jpeg", ".jpe");
			case TIFF -> List.of(".tif", ".tiff");
			case PNG, GIF, WEBP, BMP -> List.of(format.suffix());
		};
		return usual.contains(suffix.toLowerCase(Locale.ROOT)) ? suffix : format.suffix();
	}

}
