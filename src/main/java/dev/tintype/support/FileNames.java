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
 * Converts between text and paths. The JVM takes the encoding of file names from the
 * locale; where the locale knows only ASCII, the bytes of a name are taken as UTF-8.
 */
public final class FileNames {

	/** What is wrong with a text that is no path here. */
	public static final String NO_PATH;

	/** What is wrong with a file whose name is no text. */
	public static final String NO_TEXT;

	private static final Charset ENCODING = Charset.forName(System.getProperty("sun.jnu.encoding"));

	// Windows has file names of 16-bit characters, whatever the locale.
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
	 * @return also true where names do not depend on the locale
	 */
	public static boolean isUnicode() {
		return !BYTES || ENCODING.equals(StandardCharsets.UTF_8);
	}

	/**
	 * The encoding that the locale gives to file names.
	 * @return such as {@code UTF-8}
	 */
	public static String encoding() {
		return ENCODING.name();
	}

	/**
	 * How a text becomes the bytes of a name.
	 * @return UTF-8 also where the locale knows only ASCII
	 */
	static Charset charset() {
		return ASCII_ONLY ? StandardCharsets.UTF_8 : ENCODING;
	}

	/**
	 * Says what to do about a locale that is not UTF-8.
	 * @return one sentence without its full stop
	 */
	public static String warning() {
		String start = "The locale of this process is not UTF-8 (" + encoding() + "). ";
		return ASCII_ONLY ? start
				+ "File names are read as UTF-8 all the same, but folders in settings and arguments must be ASCII: "
				+ REMEDY : start + "File names, settings and arguments are read in its encoding: " + REMEDY;
	}

	/**
	 * The path that a text stands for.
	 * @param text as a client or a row of the database has it
	 * @return absolute or relative, as written
	 * @throws InvalidPathException if it is no path, see {@link #NO_PATH}
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
	 * The text of a path.
	 * @param path absolute, or relative and of ASCII
	 * @return where the name is no text, with replacement characters
	 */
	public static String text(Path path) {
		String text = path.toString();
		return (ASCII_ONLY && path.isAbsolute() && text.indexOf('\uFFFD') >= 0)
				? StringUtils.uriDecode(path.toUri().getRawPath(), StandardCharsets.UTF_8).replaceFirst("(?<=.)/$", "")
				: text;
	}

	/**
	 * The text of the last name of a path.
	 * @param path absolute
	 * @return empty for a root
	 */
	public static String name(Path path) {
		String text = text(path);
		return text.substring(text.lastIndexOf(path.getFileSystem().getSeparator()) + 1);
	}

	/**
	 * Tells whether a path has a text that leads back to it. A name on disk is any bytes.
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

	// A URI has the bytes of a path, where a text goes through the encoding of the
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
