package dev.tintype.text.document;

import java.util.ArrayList;
import java.util.List;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.search.regex.Regex;
import dev.tintype.web.http.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Assembles the statements of the listing from constants; whatever came with a request is
 * bound.
 */
final class DocumentListing {

	/** Without an expression the rows of a page are found in the index alone. */
	private static final String PAGE = """
			/* listDocuments */
			SELECT %s, CAST(%s AS BIGINT) FROM (SELECT d.id FROM document d %s
			  ORDER BY d.created_at DESC, d.id DESC LIMIT :limit OFFSET :offset) f
			JOIN document d ON d.id = f.id ORDER BY d.created_at DESC, d.id DESC
			""";

	private static final String BEHIND = "d.created_at <= :key AND (d.created_at < :key OR d.id < :id)";

	private final Dialect dialect;

	private final DocumentFilter filter;

	/**
	 * The statements of one filter.
	 * @param dialect of the database
	 * @param filter which documents
	 */
	DocumentListing(Dialect dialect, DocumentFilter filter) {
		this.dialect = dialect;
		this.filter = filter;
	}

	/**
	 * A page by its number or behind a cursor.
	 * @param statements to execute with
	 * @param after the place behind which it begins, or null
	 * @param limit the most rows
	 * @param offset how many rows to pass over
	 * @return the statement, its parameters bound
	 */
	Statements.Call page(Statements statements, @Nullable Cursor after, int limit, long offset) {
		String size = this.dialect.choose("char_length(d.content)", "octet_length(d.content)");
		String sql = PAGE.formatted(DocumentHead.COLUMNS, size, where((after != null) ? BEHIND : null));
		Statements.Call call = bind(statements.sql(sql)).bind("limit", limit).bind("offset", offset);
		return (after != null) ? call.bind("key", after.instant()).bind("id", after.id()) : call;
	}

	/**
	 * How many documents match.
	 * @param statements to execute with
	 * @return the statement, its parameters bound
	 */
	Statements.Call count(Statements statements) {
		return bind(statements.sql("/* countDocuments */ SELECT count(*) FROM document d " + where(null)));
	}

	private String where(@Nullable String range) {
		List<String> conditions = new ArrayList<>();
		if (range != null) {
			conditions.add(range);
		}
		if (this.filter.regex() != null) {
			conditions.add("(" + Regex.condition(this.dialect, "d.name") + " OR "
					+ Regex.largeCondition(this.dialect, "d.content") + ")");
		}
		return conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions);
	}

	private Statements.Call bind(Statements.Call call) {
		Regex regex = this.filter.regex();
		return (regex != null) ? call.bind(regex.parameters(this.dialect)) : call;
	}

}
