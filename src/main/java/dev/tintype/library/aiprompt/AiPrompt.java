package dev.tintype.library.aiprompt;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/**
 * A prompt for a model.
 *
 * @param category analysis, naming or description
 * @param provider openai, ollama or both
 * @param isDefault whether the service came with it
 * @param isActive whether it may be chosen
 */
record AiPrompt(UUID id, String name, @Nullable String description, String category, String provider,
		String systemPrompt, String userPrompt, boolean isDefault, boolean isActive, Instant createdAt,
		Instant updatedAt) {

	/** What a prompt asks for. */
	static final List<String> CATEGORIES = List.of("analysis", "naming", "description");

	/** The provider of prompts for all models. */
	static final String BOTH = "both";

	/** Whose models a prompt is for. */
	static final List<String> PROVIDERS = List.of("openai", "ollama", BOTH);

	/** The columns of {@code ai_prompts p} that {@link #of} reads. */
	static final String COLUMNS = """
			p.id, p.name, p.description, p.category, p.provider, p.system_prompt, p.user_prompt, p.is_default,
			p.is_active, p.created_at, p.updated_at""";

	static AiPrompt of(Readable row) {
		return new AiPrompt(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class),
				row.get(2, String.class), Columns.get(row, 3, String.class), Columns.get(row, 4, String.class),
				Columns.get(row, 5, String.class), Columns.get(row, 6, String.class),
				Boolean.TRUE.equals(row.get(7, Boolean.class)), !Boolean.FALSE.equals(row.get(8, Boolean.class)),
				Columns.get(row, 9, Instant.class), Columns.get(row, 10, Instant.class));
	}

}
