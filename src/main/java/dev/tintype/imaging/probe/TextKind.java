package dev.tintype.imaging.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Names a text file where a picture is expected: a placeholder of a version control
 * system, an error page, or a drawing.
 */
final class TextKind {

	private static final int MOST = 16384;

	private static final Pattern LFS = Pattern.compile("version https://(git-lfs|hawser)\\.github\\.com/spec/");

	// Comments and instructions have no separate limit, but the text has.
	private static final Pattern PROLOG = Pattern.compile("(?s)\\s*(<\\?.*?\\?>|<!--.*?-->)");

	private static final Pattern TAG = Pattern.compile("\\s*<(!doctype\\s+)?(?:[\\w.-]+:)?([a-z][\\w.-]*)",
			Pattern.CASE_INSENSITIVE);

	private TextKind() {
	}

	/**
	 * Names a text.
	 * @param input a file that is not empty
	 * @return the name with its article; null when the file is no text
	 * @throws IOException when reading fails
	 */
	static @Nullable String of(HeaderInput input) throws IOException {
		byte[] bytes = new byte[(int) Math.min(MOST, input.size())];
		boolean blank = true;
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = (byte) input.u8(i);
			blank &= bytes[i] == 0;
		}
		if (blank) {
			return "a file of zero bytes only";
		}
		String text = text(bytes);
		return (text != null) ? of(text) : null;
	}

	private static String of(String text) {
		if (LFS.matcher(text).lookingAt()) {
			return "a Git LFS pointer";
		}
		if (text.startsWith("/annex/objects/") || text.matches("(?s)[^\\n]*\\.git/annex/objects/.*")) {
			return "a git-annex pointer";
		}
		String start = text.stripLeading();
		if (start.startsWith("<")) {
			return markup(start);
		}
		if (start.startsWith("{") || start.startsWith("[")) {
			return "a JSON document";
		}
		if (start.startsWith("%PDF-")) {
			return "a PDF document";
		}
		return "a text file";
	}

	private static String markup(String text) {
		boolean declared = text.startsWith("<?xml");
		String rest = text;
		Matcher prolog = PROLOG.matcher(rest);
		while (prolog.lookingAt()) {
			rest = rest.substring(prolog.end());
			prolog = PROLOG.matcher(rest);
		}
		Matcher tag = TAG.matcher(rest);
		String name = tag.lookingAt() ? tag.group(2).toLowerCase(Locale.ROOT) : "";
		return switch (name) {
			case "svg" -> "an SVG drawing";
			case "html", "head", "body", "title", "script", "style", "link", "meta", "div", "span", "p", "pre", "br",
					"hr", "h1", "h2", "h3", "h4", "table", "ul", "a", "b", "center", "font", "form", "iframe", "img",
					"noscript" ->
				"an HTML page";
			case "" -> declared ? "an XML document" : "a text file";
			default -> "an XML document";
		};
	}

	// UTF-8, or an encoding that shares the characters that matter here.
	private static @Nullable String text(byte[] bytes) {
		boolean littleEndian = bytes.length > 1 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE;
		boolean bigEndian = bytes.length > 1 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF;
		if (littleEndian || bigEndian) {
			return new String(bytes, StandardCharsets.UTF_16).replace("\uFEFF", "");
		}
		for (byte value : bytes) {
			boolean control = value >= 0 && value < ' ' && (value < '\t' || value > '\r') && value != 0x1B;
			if (control || value == 0x7F) {
				return null;
			}
		}
		String text = new String(bytes, StandardCharsets.UTF_8);
		// Old texts often contain invalid UTF-8, but it is never most of the text.
		long wrong = text.chars().filter((character) -> character == '\uFFFD').count();
		return (wrong * 4 <= text.length()) ? text.replace("\uFEFF", "") : null;
	}

}
