package dev.tintype.web.form;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

import dev.tintype.support.Utf8;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Content-Disposition} of a part of a form, as in RFC 7578 and as
 * browsers write it. Spring's own class does not support the escapes of browsers, and it
 * fails the whole request for one unknown charset.
 *
 * @param name the name of the form's field
 * @param filename the name as the client sent it, null if the part is not a file, empty
 * if it cannot be decoded
 * @param fault what is wrong with {@code filename*}, or null
 */
public record Disposition(String name, @Nullable String filename, @Nullable String fault) {

	/**
	 * Reads the header.
	 * @param header its value with one character per byte, null if it is absent
	 * @return its parameters
	 * @throws ProblemException of type {@link ProblemType#INVALID_REQUEST} if it is
	 * absent, malformed or not UTF-8, or has no name
	 */
	static Disposition parse(@Nullable String header) {
		if (header == null || header.isBlank()) {
			throw malformed("has no Content-Disposition header");
		}
		Map<String, String> parameters = new HashMap<>();
		int at = skipToSemicolon(header, 0);
		while (at < header.length()) {
			int start = at + 1;
			int equals = header.indexOf('=', start);
			if (equals < 0) {
				checkBlank(header.substring(start));
				break;
			}
			int value = equals + 1;
			while (value < header.length() && Character.isWhitespace(header.charAt(value))) {
				value++;
			}
			boolean quoted = header.startsWith("\"", value);
			int end = quoted ? closingQuote(header, value + 1) : skipToSemicolon(header, value);
			String bytes = quoted ? unescape(header.substring(value + 1, end)) : header.substring(value, end).strip();
			parameters.put(header.substring(start, equals).strip().toLowerCase(Locale.ROOT), decoded(bytes));
			at = skipToSemicolon(header, quoted ? end + 1 : end);
			if (quoted) {
				checkBlank(header.substring(end + 1, at));
			}
		}
		String name = parameters.get("name");
		if (name == null) {
			throw malformed("has no name");
		}
		return of(name, parameters.get("filename"), parameters.get("filename*"));
	}

	private static int skipToSemicolon(String header, int from) {
		int semicolon = header.indexOf(';', from);
		return (semicolon >= 0) ? semicolon : header.length();
	}

	private static void checkBlank(String rest) {
		if (!rest.isBlank()) {
			throw malformed("has a malformed Content-Disposition header");
		}
	}

	private static int closingQuote(String header, int from) {
		for (int i = from; i < header.length(); i++) {
			if (header.charAt(i) == '"') {
				return i;
			}
			if (header.startsWith("\\\"", i) || header.startsWith("\\\\", i)) {
				i++;
			}
		}
		// A browser does not escape a backslash at the end of a name.
		int last = header.lastIndexOf('"');
		if (last < from) {
			throw malformed("has a malformed Content-Disposition header");
		}
		return last;
	}

	private static Disposition of(String name, @Nullable String plain, @Nullable String extended) {
		if (extended == null) {
			return new Disposition(name, plain, null);
		}
		// RFC 6266, 4.3: filename* takes precedence over filename, in any order.
		String filename = decode(extended);
		return (filename != null) ? new Disposition(name, filename, null)
				: new Disposition(name, (plain != null) ? plain : "", "is encoded wrongly, or in an unknown charset");
	}

	private static String decoded(String bytes) {
		String text = Utf8.decode(bytes.getBytes(StandardCharsets.ISO_8859_1));
		if (text == null) {
			throw malformed("has a Content-Disposition header that is not valid UTF-8");
		}
		return text;
	}

	// Browsers percent-encode three characters and do not escape a backslash. Other
	// clients escape as in RFC 822.
	private static String unescape(String quoted) {
		return quoted.replace("\\\"", "\"")
			.replace("\\\\", "\\")
			.replace("%22", "\"")
			.replaceAll("%0[Dd]", "\r")
			.replaceAll("%0[Aa]", "\n");
	}

	// RFC 8187: the charset, the language, and the percent-encoded bytes.
	private static @Nullable String decode(String extended) {
		int charset = extended.indexOf('\'');
		int language = extended.indexOf('\'', charset + 1);
		if (charset < 0 || language < 0) {
			return null;
		}
		try {
			return Charset.forName(extended.substring(0, charset))
				.newDecoder()
				.decode(ByteBuffer.wrap(percentDecoded(extended.substring(language + 1))))
				.toString();
		}
		catch (IllegalArgumentException | IndexOutOfBoundsException | CharacterCodingException ex) {
			return null;
		}
	}

	private static byte[] percentDecoded(String text) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) == '%') {
				bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
				i += 2;
			}
			else {
				bytes.writeBytes(String.valueOf(text.charAt(i)).getBytes(StandardCharsets.UTF_8));
			}
		}
		return bytes.toByteArray();
	}

	private static ProblemException malformed(String fault) {
		return new ProblemException(ProblemType.INVALID_REQUEST, "A part of the form " + fault + ".");
	}

}
