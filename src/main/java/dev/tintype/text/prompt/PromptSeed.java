package dev.tintype.text.prompt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.tintype.operation.seed.SeedTable;
import dev.tintype.support.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Completes the prompts of a seed file, which are identified by their text.
 */
class PromptSeed implements SeedTable {

	private static final Set<String> COLUMNS = Set.of("prompt_text", "model", "total_uses", "first_used_at",
			"last_used_at");

	@Override
	public String name() {
		return "prompts";
	}

	@Override
	public List<String> key() {
		return List.of("prompt_hash");
	}

	@Override
	public Map<String, @Nullable Object> complete(Map<String, @Nullable Object> row) {
		for (String column : row.keySet()) {
			if (!COLUMNS.contains(column)) {
				throw new SeedFault(column, "must not be given: it follows from the prompt or its picture");
			}
		}
		String text = (row.get("prompt_text") instanceof String given) ? given : "";
		check("prompt_text", Texts.fault(text, 1, Texts.TEXT_LENGTH));
		NormalPrompt normal = NormalPrompt.of(text);
		check("prompt_text", normal.text().isEmpty() ? "must not be blank" : null);
		if (row.get("model") instanceof String model) {
			check("model", Texts.fault(model, 1, Texts.NAME_LENGTH));
		}
		if (row.get("total_uses") instanceof Long uses) {
			check("total_uses", (uses < 1) ? "must be at least 1" : null);
		}
		Map<String, @Nullable Object> complete = new LinkedHashMap<>(row);
		complete.put("prompt_hash", normal.hash());
		complete.put("search_text", normal.searchText());
		return complete;
	}

	private static void check(String column, @Nullable String fault) {
		if (fault != null) {
			throw new SeedFault(column, fault);
		}
	}

}
