package dev.tintype.text.prompt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Writes prompts as CSV (RFC 4180). A text that a spreadsheet would take for a formula
 * gets a leading apostrophe, as OWASP advises ("CSV Injection").
 */
final class PromptCsv {

	private static final String HEADER = "id,prompt_text,prompt_hash,total_uses,first_used_at,last_used_at,model,"
			+ "has_thumbnail,thumbnail_mime,thumbnail_width,thumbnail_height,thumbnail_url\r\n";

	private static final String FORMULA = "=+-@\t\r\n";

	private PromptCsv() {
	}

	/**
	 * Writes rows as UTF-8.
	 * @param first whether the header comes before them
	 */
	static byte[] rows(boolean first, List<Prompt> prompts) {
		StringBuilder csv = new StringBuilder(first ? HEADER : "");
		prompts.forEach((prompt) -> csv.append(row(prompt)).append("\r\n"));
		return csv.toString().getBytes(StandardCharsets.UTF_8);
	}

	private static String row(Prompt prompt) {
		return Stream
			.of(prompt.id(), text(prompt.promptText()), prompt.promptHash(), prompt.totalUses(), prompt.firstUsedAt(),
					prompt.lastUsedAt(), text(prompt.model()), prompt.hasThumbnail(), text(prompt.thumbnailMime()),
					empty(prompt.thumbnailWidth()), empty(prompt.thumbnailHeight()), text(prompt.thumbnailUrl()))
			.map(String::valueOf)
			.collect(Collectors.joining(","));
	}

	private static Object empty(@Nullable Object value) {
		return (value != null) ? value : "";
	}

	/**
	 * Writes a text of a client as a field, quoted if necessary.
	 * @param value the stored text, or null for an empty field
	 */
	static String text(@Nullable String value) {
		if (value == null || value.isEmpty()) {
			return "";
		}
		String plain = (FORMULA.indexOf(value.charAt(0)) >= 0) ? "'" + value : value;
		boolean quoted = plain.chars().anyMatch((c) -> c == ',' || c == '"' || c == '\r' || c == '\n');
		return quoted ? '"' + plain.replace("\"", "\"\"") + '"' : plain;
	}

}
