package dev.tintype.caption.file;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.tintype.support.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file that holds one caption. Editors add a byte order mark and a last
 * line end, which do not belong to the caption. A caption that itself begins or ends like
 * that is written with one more, so that reading removes only that one.
 */
public final class SidecarText {

	/** The suffixes of such files. */
	public static final List<String> EXTENSIONS = List.of(".txt", ".caption");

	private static final String BOM = "\uFEFF";

	private SidecarText() {
	}

	/**
	 * Writes a caption.
	 * @return the bytes of the file
	 */
	public static byte[] write(String caption) {
		String begin = caption.startsWith(BOM) ? BOM : "";
		String end = caption.endsWith("\n") ? "\n" : "";
		return (begin + caption + end).getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Reads a caption.
	 * @param bytes of the file
	 * @return null if they are not UTF-8
	 */
	public static @Nullable String read(byte[] bytes) {
		String text = Utf8.decode(bytes);
		if (text == null) {
			return null;
		}
		int begin = text.startsWith(BOM) ? 1 : 0;
		int end = text.length();
		if (text.endsWith("\n")) {
			end -= text.endsWith("\r\n") ? 2 : 1;
		}
		return (begin < end) ? text.substring(begin, end) : "";
	}

}
