package dev.tintype.library.aiprompt;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.web.http.Requests;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads and writes prompts for models.
 */
@Repository
class AiPromptRepository {

	private final Statements statements;

	private final Transactions transactions;

	private final Orders<AiPrompt> orders;

	private final Listing<AiPrompt> listing;

	AiPromptRepository(Statements statements, Transactions transactions, Dialect dialect) {
		this.statements = statements;
		this.transactions = transactions;
		Key<AiPrompt> id = Key.id("p.id", AiPrompt::id);
		Key<AiPrompt> name = Key.text(dialect.choose("STRINGTOUTF8(p.name)", "p.name COLLATE \"C\""), AiPrompt::name)
			.boundAs(dialect.choose("STRINGTOUTF8(%s)", "%s"));
		this.orders = new Orders<>(Order.of("name", name, id), List.of(), Order.of("id", id));
		this.listing = new Listing<>(statements, "AiPrompts", "ai_prompts p", AiPrompt.COLUMNS, AiPrompt::of);
	}

	/** By name. A stream is ordered by id, because names change. */
	Orders<AiPrompt> orders() {
		return this.orders;
	}

	Rows<AiPrompt> rows(AiPromptFilter filter) {
		return this.listing.rows(filter.where());
	}

	private static final String FIND = "/* findAiPrompt */ SELECT " + AiPrompt.COLUMNS
			+ " FROM ai_prompts p WHERE p.id = :id";

	Mono<AiPrompt> find(UUID id) {
		return this.statements.sql(FIND).bind("id", id).<AiPrompt>one(AiPrompt::of).switchIfEmpty(Requests.missing(id));
	}

	private static final String EFFECTIVE = "/* findEffectiveAiPrompt */ SELECT " + AiPrompt.COLUMNS + """
			 FROM ai_prompts p
			WHERE p.category = :category AND p.provider IN (:provider, 'both') AND COALESCE(p.is_active, TRUE)
			ORDER BY CASE WHEN p.provider = :provider THEN 0 ELSE 1 END,
			  CASE WHEN COALESCE(p.is_default, FALSE) THEN 1 ELSE 0 END, p.created_at DESC, p.id DESC
			LIMIT 1
			""";

	/**
	 * Finds the active prompt to use: one for the provider before one for both, a user's
	 * own before a default, then the newest.
	 * @return empty if there is none
	 */
	Mono<AiPrompt> effective(String category, String provider) {
		return this.statements.sql(EFFECTIVE).bind("category", category).bind("provider", provider).one(AiPrompt::of);
	}

	private static final String INSERT = """
			/* insertAiPrompt */
			INSERT INTO ai_prompts (id, name, description, category, provider, system_prompt, user_prompt, is_default,
			  is_active, created_at, updated_at)
			VALUES (:id, :name, NULLIF(:description, ''), :category, :provider, :system_prompt, :user_prompt,
			  :is_default, :is_active, :created_at, :updated_at)
			""";

	Mono<AiPrompt> insert(AiPrompt prompt) {
		return this.transactions.run(this.statements.sql(INSERT)
			.bind(values(prompt))
			.bind("created_at", prompt.createdAt())
			.then()
			.then(find(prompt.id())));
	}

	private static final String UPDATE = """
			/* updateAiPrompt */
			UPDATE ai_prompts SET name = :name, description = NULLIF(:description, ''), category = :category,
			  provider = :provider, system_prompt = :system_prompt, user_prompt = :user_prompt,
			  is_default = :is_default, is_active = :is_active, updated_at = :updated_at
			WHERE id = :id
			""";

	/**
	 * Changes a prompt.
	 * @param change receives the locked prompt
	 */
	Mono<AiPrompt> update(UUID id, UnaryOperator<AiPrompt> change) {
		return this.transactions.run(this.statements.sql(FIND + " FOR UPDATE")
			.bind("id", id)
			.<AiPrompt>one(AiPrompt::of)
			.switchIfEmpty(Requests.missing(id))
			.map(change)
			.flatMap((changed) -> this.statements.sql(UPDATE).bind(values(changed)).then())
			.then(find(id)));
	}

	private static final String DELETE = "/* deleteAiPrompt */ DELETE FROM ai_prompts WHERE id = :id";

	Mono<Void> delete(UUID id) {
		return this.statements.sql(DELETE)
			.bind("id", id)
			.update()
			.filter((deleted) -> deleted > 0)
			.switchIfEmpty(Requests.missing(id))
			.then();
	}

	private static final String DELETE_OTHERS = """
			/* deleteOtherAiPrompts */ DELETE FROM ai_prompts WHERE NOT (id = ANY(:ids))
			""";

	private static final String LOCK = """
			/* lockDefaultAiPrompts */ SELECT p.id FROM ai_prompts p WHERE p.id = ANY(:ids) ORDER BY p.id FOR UPDATE
			""";

	/**
	 * Restores prompts as they were seeded.
	 * @param defaults the prompts
	 * @param removesOthers whether all other prompts are deleted
	 */
	Mono<Void> restore(List<AiPrompt> defaults, boolean removesOthers) {
		UUID[] ids = defaults.stream().map(AiPrompt::id).toArray(UUID[]::new);
		Mono<Void> others = removesOthers ? this.statements.sql(DELETE_OTHERS).bind("ids", ids).then() : Mono.empty();
		return this.transactions.run(others
			.then(this.statements.sql(LOCK).bind("ids", ids).<UUID>all((row) -> row.get(0, UUID.class)).collectList())
			.flatMap((present) -> Flux.fromIterable(defaults)
				.concatMap((prompt) -> present.contains(prompt.id())
						? this.statements.sql(UPDATE).bind(values(prompt)).then()
						: this.statements.sql(INSERT)
							.bind(values(prompt))
							.bind("created_at", prompt.createdAt())
							.then(),
						1)
				.then()));
	}

	private static Map<String, Object> values(AiPrompt prompt) {
		Map<String, Object> values = new HashMap<>();
		values.put("id", prompt.id());
		values.put("name", prompt.name());
		// An empty text is stored as null.
		values.put("description", Objects.requireNonNullElse(prompt.description(), ""));
		values.put("category", prompt.category());
		values.put("provider", prompt.provider());
		values.put("system_prompt", prompt.systemPrompt());
		values.put("user_prompt", prompt.userPrompt());
		values.put("is_default", prompt.isDefault());
		values.put("is_active", prompt.isActive());
		values.put("updated_at", prompt.updatedAt());
		return values;
	}

}
