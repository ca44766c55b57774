package dev.tintype.support;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import org.springframework.util.StringUtils;
import org.springframework.web.util.UriUtils;

/**
 * Converts between texts and paths. The JVM takes the encoding of file names from the
 * locale. Where the locale knows only ASCII, this class reads the bytes of a name as
 * UTF-8.
 */
public final class FileNames {

	/** The fault of a text that is not a path here. */
	public static final String NO_PATH;

	/** The fault of a file whose name is not a text. */
	public static final String NO_TEXT;

	private static final Charset ENCODING = Charset.forName(System.getProperty("sun.jnu.encoding"));

	// Windows has file names of 16-bit characters, in any locale.
	private static final boolean BYTES = "/".equals(FileSystems.getDefault().getSeparator());

	private static final boolean ASCII_ONLY = BYTES && ENCODING.equals(StandardCharsets.US_ASCII);

	private static final String REMEDY = "start it with LANG=C.UTF-8";

	static {
		String locale = "the service runs without a UTF-8 locale, " + REMEDY;
		NO_PATH = isUnicode() ? "is not a path of this system" : "cannot be opened: " + locale;
		NO_TEXT = (isUnicode() || ASCII_ONLY) ? "its name is not valid UTF-8" : "its name cannot be read: " + locale;
	}

	private FileNames() {
	}

	/**
	 * Tells whether the locale can express every file name.
	 * @return true also if names do not depend on the locale
	 */
	public static boolean isUnicode() {
		return !BYTES || ENCODING.equals(StandardCharsets.UTF_8);
	}

	/**
	 * Returns the encoding of file names in the locale.
	 * @return such as {@code UTF-8}
	 */
	public static String encoding() {
		return ENCODING.name();
	}

	/**
	 * Returns the encoding in which a text becomes the bytes of a name.
	 * @return UTF-8 also if the locale knows only ASCII
	 */
	static Charset charset() {
		return ASCII_ONLY ? StandardCharsets.UTF_8 : ENCODING;
	}

	/**
	 * Returns what to do about a locale that is not UTF-8.
	 * @return one sentence without its full stop
	 */
	public static String warning() {
		String start = "The locale of this process is not UTF-8 (" + encoding() + "). ";
		return ASCII_ONLY ? start
				+ "File names are read as UTF-8 all the same, but folders in settings and arguments must be ASCII: "
				+ REMEDY : start + "File names, settings and arguments are read in its encoding: " + REMEDY;
	}

	/**
	 * Returns the path that a text stands for.
	 * @param text from a client or a database row
	 * @return absolute or relative, as written
	 * @throws InvalidPathException if it is not a path, see {@link #NO_PATH}
	 */
	public static Path path(String text) {
		if (!ASCII_ONLY || StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
			return Path.of(text);
		}
		if (!text.startsWith("/") || text.indexOf(0) >= 0) {
			throw new InvalidPathException(text, NO_PATH);
		}
		return ofUri(text);
	}

	/**
	 * Returns the text of a path.
	 * @param path absolute, or relative and in ASCII
	 * @return with replacement characters if the name is not a text
	 */
	public static String text(Path path) {
		String text = path.toString();
		return (ASCII_ONLY && path.isAbsolute() && text.indexOf('\uFFFD') >= 0)
				? StringUtils.uriDecode(path.toUri().getRawPath(), StandardCharsets.UTF_8).replaceFirst("(?<=.)/$", "")
				: text;
	}

	/**
	 * Returns the text of the last name of a path.
	 * @param path absolute
	 * @return empty for a root
	 */
	public static String name(Path path) {
		String text = text(path);
		return text.substring(text.lastIndexOf(path.getFileSystem().getSeparator()) + 1);
	}

	/**
	 * Tells whether the text of a path leads back to the path. A name on disk may have
	 * any bytes.
	 * @param path absolute
	 * @return whether {@link #text} can be stored
	 */
	public static boolean isText(Path path) {
		try {
			return path(text(path)).equals(path);
		}
		catch (InvalidPathException ex) {
			return false;
		}
	}

	// A URI has the bytes of a path, whereas a text passes through the encoding of the
	// locale.
	private static Path ofUri(String text) {
		try {
			return Path.of(URI.create("file://" + UriUtils.encodePath(text, StandardCharsets.UTF_8)));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidPathException(text, NO_PATH);
		}
	}

}
