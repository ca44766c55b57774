package dev.tintype.text.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.LikePattern;
import dev.tintype.data.sql.Statements;
import dev.tintype.search.regex.Regex;
import dev.tintype.web.http.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Assembles the statements of the listings from constants; whatever came with a request
 * is bound. A page is found by ids alone, on H2 in an index that has all that filters
 * look at, and only its own rows are read.
 */
final class PromptListing {

	private static final String KEYS = "SELECT p.id, p.total_uses, p.last_used_at FROM prompts p ";

	/** Else H2 takes the index of models and reads each row for the rest. */
	private static final String BY_USES_H2 = KEYS + "USE INDEX (idx_prompts_total_uses) ";

	private static final String LIMIT = " LIMIT :limit";

	private final Dialect dialect;

	private final PromptFilter filter;

	private final PromptOrder order;

	/**
	 * The statements of one listing.
	 * @param dialect of the database
	 * @param filter which prompts
	 * @param order in which order
	 */
	PromptListing(Dialect dialect, PromptFilter filter, PromptOrder order) {
		this.dialect = dialect;
		this.filter = filter;
		this.order = order;
	}

	/**
	 * A page by its number or behind a cursor.
	 * @param statements to execute with
	 * @param after the place behind which it begins, or null
	 * @param limit the most rows
	 * @param offset how many rows to pass over, 0 with a cursor
	 * @return the statement, its parameters bound
	 */
	Statements.Call page(Statements statements, @Nullable Cursor after, int limit, long offset) {
		String keys = isScan() ? scan(after) : ranges(after);
		String sql = "/* listPrompts */ SELECT " + Prompt.COLUMNS + "FROM (" + keys
				+ ") f JOIN prompts p ON p.id = f.id ORDER BY " + this.order.orderBy();
		Statements.Call statement = bind(statements.sql(sql)).bind("limit", limit);
		return (after != null) ? statement.bind(this.order.values(after)) : statement.bind("offset", offset);
	}

	/**
	 * How many prompts match.
	 * @param statements to execute with
	 * @return the statement, its parameters bound
	 */
	Statements.Call count(Statements statements) {
		String hint = this.filter.isOfAllButRegex() ? ""
				: this.dialect.choose("USE INDEX (idx_prompts_total_uses) ", "");
		return bind(statements.sql("/* countPrompts */ SELECT count(*) FROM prompts p " + hint + where(null)));
	}

	// H2 looks for the matches first and sorts them then where their order is not that of
	// the index which has what the filter looks at.
	private boolean isScan() {
		return this.dialect.choose(true, false) && this.order == PromptOrder.RECENT && !this.filter.isOfAllButRegex();
	}

	private String scan(@Nullable Cursor after) {
		String behind = (after != null)
				? this.order.behind().stream().map("(%s)"::formatted).collect(Collectors.joining(" OR ", "(", ")"))
				: null;
		return "SELECT p.id FROM (" + BY_USES_H2 + where(behind) + ") p" + end() + LIMIT
				+ ((after != null) ? "" : " OFFSET :offset");
	}

	private String ranges(@Nullable Cursor after) {
		String keys = (this.order == PromptOrder.POPULAR) ? this.dialect.choose(BY_USES_H2, KEYS) : KEYS;
		if (after == null) {
			return keys + where(null) + end() + LIMIT + " OFFSET :offset";
		}
		return this.order.behind()
			.stream()
			.map((range) -> "(" + keys + where(range) + end() + LIMIT + ")")
			.collect(Collectors.joining(" UNION ALL ", "SELECT p.id FROM (", ") p" + end() + LIMIT));
	}

	private String end() {
		return " ORDER BY " + this.order.orderBy();
	}

	private String where(@Nullable String range) {
		List<String> conditions = new ArrayList<>();
		if (range != null) {
			conditions.add(range);
		}
		if (this.filter.model() != null) {
			conditions.add("p.model = :model");
		}
		if (this.filter.withThumbnail() != null) {
			conditions.add(this.filter.withThumbnail() ? "p.thumbnail_bytes IS NOT NULL" : "p.thumbnail_bytes IS NULL");
		}
		for (int i = 0; i < places(); i++) {
			conditions
				.add(this.dialect.choose("LOCATE(:w%d, p.search_text) > 0", "p.search_text LIKE :w%d").formatted(i));
		}
		if (this.filter.regex() != null) {
			conditions.add(Regex.condition(this.dialect, "p.prompt_text"));
		}
		return conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions);
	}

	// A power of two, so that there are few statements, each of which is kept.
	private int places() {
		int words = this.filter.words().size();
		return (words < 2) ? words : Integer.highestOneBit(words - 1) << 1;
	}

	private Statements.Call bind(Statements.Call statement) {
		for (int i = 0; i < places(); i++) {
			// The empty word is a part of every text.
			String word = (i < this.filter.words().size()) ? this.filter.words().get(i) : "";
			statement.bind("w" + i, this.dialect.choose(word, LikePattern.containing(word)));
		}
		if (this.filter.model() != null) {
			statement.bind("model", this.filter.model());
		}
		Regex regex = this.filter.regex();
		return (regex != null) ? statement.bind(regex.parameters(this.dialect)) : statement;
	}

}
