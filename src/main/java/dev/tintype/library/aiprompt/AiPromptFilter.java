package dev.tintype.library.aiprompt;

import java.util.Map;

import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.listing.Where;
import org.jspecify.annotations.Nullable;

/**
 * The prompts that a listing shows.
 *
 * @param category empty for all
 * @param provider empty for all; another one than both also selects the prompts for both
 * @param isActive null for both
 */
record AiPromptFilter(String category, String provider, @Nullable Boolean isActive) {

	static AiPromptFilter of(QueryParameters parameters) {
		return new AiPromptFilter(parameters.word("category", AiPrompt.CATEGORIES, ""),
				parameters.word("provider", AiPrompt.PROVIDERS, ""), parameters.flag("active"));
	}

	Where where() {
		Where where = Where.ALL;
		if (!this.category.isEmpty()) {
			where = where.and("p.category = :category", Map.of("category", this.category));
		}
		if (!this.provider.isEmpty()) {
			where = where.and("p.provider IN (:provider, 'both')", Map.of("provider", this.provider));
		}
		return (this.isActive != null)
				? where.and("COALESCE(p.is_active, TRUE) = :active", Map.of("active", this.isActive)) : where;
	}

}
