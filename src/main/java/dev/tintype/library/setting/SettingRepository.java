package dev.tintype.library.setting;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.support.Ids;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Where;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads and writes settings.
 */
@Repository
class SettingRepository {

	private final Statements statements;

	private final Transactions transactions;

	private final Orders<Setting> orders;

	private final Listing<Setting> listing;

	SettingRepository(Statements statements, Transactions transactions, Dialect dialect) {
		this.statements = statements;
		this.transactions = transactions;
		this.orders = Orders
			.of(Order.of("key", Key.text(dialect.choose("STRINGTOUTF8(s.\"key\")", "s.\"key\""), Setting::key)
				.boundAs(dialect.choose("STRINGTOUTF8(%s)", "%s"))));
		this.listing = new Listing<>(statements, "Settings", "settings s", Setting.COLUMNS, Setting::of);
	}

	/** By key, which is unique. */
	Orders<Setting> orders() {
		return this.orders;
	}

	/**
	 * Returns the settings that have a row.
	 * @param category null for all
	 */
	Rows<Setting> rows(@Nullable String category) {
		return this.listing.rows(
				(category != null) ? Where.ALL.and("s.category = :category", Map.of("category", category)) : Where.ALL);
	}

	private static final String FIND = "/* findSetting */ SELECT " + Setting.COLUMNS
			+ " FROM settings s WHERE s.\"key\" = :key";

	/**
	 * Finds a setting. A known setting without a row has its default.
	 */
	Mono<Setting> find(String key) {
		return this.statements.sql(FIND)
			.bind("key", key)
			.<Setting>one(Setting::of)
			.switchIfEmpty(Mono.defer(() -> Mono.justOrEmpty(KnownSettings.find(key)).map(Setting::of)))
			.switchIfEmpty(missing(key));
	}

	private static final String UPDATE = """
			/* updateSetting */
			UPDATE settings SET "value" = :value, category = COALESCE(NULLIF(:category, ''), category),
			  description = CASE WHEN :has_description THEN NULLIF(:description, '') ELSE description END,
			  updated_at = :now
			WHERE "key" = :key
			""";

	private static final String INSERT = """
			/* insertSetting */
			INSERT INTO settings (id, "key", "value", category, description, created_at, updated_at)
			VALUES (:id, :key, :value, :category, NULLIF(:description, ''), :now, :now)
			ON CONFLICT DO NOTHING
			""";

	/**
	 * Writes a setting.
	 * @return whether it is new
	 */
	Mono<Boolean> put(SettingDraft draft) {
		return Mono.defer(() -> {
			KnownSetting known = KnownSettings.find(draft.key());
			Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
			Map<String, Object> values = new HashMap<>();
			values.put("key", draft.key());
			values.put("value", draft.value());
			values.put("description", text(draft.description()));
			values.put("now", now);
			Mono<Long> updated = this.statements.sql(UPDATE)
				.bind(values)
				.bind("category", text(draft.category()))
				.bind("has_description", draft.hasDescription())
				.update();
			Map<String, Object> added = new HashMap<>(values);
			added.put("id", Ids.next());
			added.put("category",
					Objects.requireNonNullElse(draft.category(), (known != null) ? known.category() : "general"));
			if (known != null && !draft.hasDescription()) {
				added.put("description", known.description());
			}
			Mono<Long> inserted = this.statements.sql(INSERT).bind(added).update();
			// A row that another request inserts meanwhile is updated.
			return this.transactions.run(updated.flatMap((changed) -> (changed > 0) ? Mono.just(false)
					: inserted.flatMap((count) -> (count > 0) ? Mono.just(true) : updated.thenReturn(false))));
		});
	}

	// An empty text is stored as null.
	private static String text(@Nullable String value) {
		return Objects.requireNonNullElse(value, "");
	}

	private static final String DELETE = "/* deleteSetting */ DELETE FROM settings WHERE \"key\" = :key";

	Mono<Void> delete(String key) {
		return this.statements.sql(DELETE)
			.bind("key", key)
			.update()
			.filter((deleted) -> deleted > 0)
			.switchIfEmpty(missing(key))
			.then();
	}

	static <T> Mono<T> missing(String key) {
		return Mono.error(() -> ProblemException.notFound("There is no setting \"" + key + "\"."));
	}

}
