package dev.tintype.library.aiprompt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.tintype.operation.seed.SeedTable;
import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Completes the prompts of a seed file, which are active defaults unless the file says
 * otherwise.
 */
class AiPromptSeed implements SeedTable {

	@Override
	public String name() {
		return "ai_prompts";
	}

	@Override
	public List<String> key() {
		return List.of("name", "is_default");
	}

	@Override
	public Map<String, @Nullable Object> complete(Map<String, @Nullable Object> row) {
		check("name", Texts.fault(text(row, "name"), 1, Texts.NAME_LENGTH));
		check("category", among(AiPrompt.CATEGORIES, row.get("category")));
		check("provider", among(AiPrompt.PROVIDERS, row.get("provider")));
		for (String prompt : List.of("system_prompt", "user_prompt")) {
			check(prompt, Texts.fault(text(row, prompt).strip(), 1, Texts.TEXT_LENGTH));
		}
		Map<String, @Nullable Object> complete = new LinkedHashMap<>(row);
		complete.putIfAbsent("id", Ids.next());
		complete.putIfAbsent("description", null);
		complete.putIfAbsent("is_default", true);
		complete.putIfAbsent("is_active", true);
		return complete;
	}

	private static @Nullable String among(List<String> words, @Nullable Object value) {
		return words.contains(value) ? null : "must be one of " + String.join(", ", words);
	}

	private static String text(Map<String, @Nullable Object> row, String column) {
		return (row.get(column) instanceof String text) ? text : "";
	}

	private static void check(String column, @Nullable String fault) {
		if (fault != null) {
			throw new SeedFault(column, fault);
		}
	}

}
