package dev.tintype.library.aiprompt;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.tintype.operation.seed.BuiltInRows;
import dev.tintype.support.Ids;

import org.springframework.stereotype.Component;

/**
 * The prompts with which the service comes.
 */
@Component
class DefaultPrompts {

	private final List<Map<String, String>> rows;

	// The file is read on the thread of the start, because reading it blocks.
	DefaultPrompts() {
		this.rows = BuiltInRows.of("ai_prompts");
	}

	/**
	 * Returns the prompts as they are seeded.
	 */
	List<AiPrompt> all() {
		Instant now = AiPromptDraft.now();
		return this.rows.stream()
			.map((row) -> new AiPrompt(Objects.requireNonNull(Ids.parse(text(row, "id"))), text(row, "name"),
					row.get("description"), text(row, "category"), text(row, "provider"), text(row, "system_prompt"),
					text(row, "user_prompt"), true, true, now, now))
			.toList();
	}

	private static String text(Map<String, String> row, String column) {
		return Objects.requireNonNull(row.get(column), column);
	}

}
