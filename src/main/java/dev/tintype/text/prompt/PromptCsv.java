package dev.tintype.text.prompt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.tintype.web.csv.Csv;

/**
 * Writes prompts as CSV.
 */
final class PromptCsv {

	private static final List<String> HEADER = List.of("id", "prompt_text", "prompt_hash", "total_uses",
			"first_used_at", "last_used_at", "model", "has_thumbnail", "thumbnail_mime", "thumbnail_width",
			"thumbnail_height", "thumbnail_url");

	private PromptCsv() {
	}

	/**
	 * Writes rows as UTF-8.
	 * @param first whether the header comes before them
	 * @param bom whether the header follows a byte order mark
	 */
	static byte[] rows(boolean first, boolean bom, List<Prompt> prompts) {
		List<List<?>> rows = new ArrayList<>();
		if (first) {
			rows.add(HEADER);
		}
		prompts.forEach((prompt) -> rows.add(row(prompt)));
		return Csv.rows(first && bom, rows);
	}

	private static List<?> row(Prompt prompt) {
		return Arrays.asList(prompt.id(), Csv.text(prompt.promptText()), prompt.promptHash(), prompt.totalUses(),
				prompt.firstUsedAt(), prompt.lastUsedAt(), Csv.text(prompt.model()), prompt.hasThumbnail(),
				Csv.text(prompt.thumbnailMime()), prompt.thumbnailWidth(), prompt.thumbnailHeight(),
				Csv.text(prompt.thumbnailUrl()));
	}

}
