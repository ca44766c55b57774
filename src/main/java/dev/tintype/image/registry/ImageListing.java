package dev.tintype.image.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.LikePattern;
import dev.tintype.data.sql.Statements;
import dev.tintype.search.regex.Regex;
import dev.tintype.web.http.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Assembles the statements of the listing from constants; whatever came with a request is
 * bound.
 */
final class ImageListing {

	/**
	 * The columns of an {@link Image}, from {@code i}.
	 */
	static final String COLUMNS = """
			i.image_id, i.filename, i.file_path, i.file_size, i.width, i.height, i.mime_type, i.content_hash,
			i.is_uploaded, i.caption, CASE i.caption_rank WHEN 1 THEN 'model' WHEN 2 THEN 'import' WHEN 3 THEN 'human' END,
			i.caption_model, i.created_at, i.updated_at
			""";

	/**
	 * One condition over name and caption, folded for comparison in any case, which a
	 * scan in the listing's order tests row by row.
	 */
	private static final String SEARCH_SCAN = """
			(i.filename_folded LIKE :search OR i.caption_folded LIKE :search)
			""";

	/**
	 * The same as a set of ids, which indexes find: of the captions their copy that is
	 * indexed, and those that it does not have yet.
	 */
	private static final String BY_INDEX_POSTGRESQL = """
			i.image_id IN (
			  SELECT s.image_id FROM images s WHERE %1$s
			  UNION
			  SELECT s.image_id FROM caption_search t JOIN images s ON s.image_id = t.image_id WHERE %2$s AND %3$s
			  UNION
			  SELECT s.image_id FROM images s
			  WHERE s.image_id = ANY(ARRAY(SELECT DISTINCT unnest(image_ids) FROM caption_changes)) AND %3$s)
			""";

	private static final String SEARCH_INDEX_POSTGRESQL = BY_INDEX_POSTGRESQL
		.formatted("s.filename_folded LIKE :search", "t.caption_folded LIKE :search", "s.caption_folded LIKE :search");

	/** An index of trigrams finds nothing by less. */
	private static final int TRIGRAM = 3;

	private static final String REGEX_SCAN = """
			(%s OR %s)
			""";

	private final Dialect dialect;

	private final ImageFilter filter;

	/**
	 * The statements of one filter.
	 * @param dialect of the database
	 * @param filter which images
	 */
	ImageListing(Dialect dialect, ImageFilter filter) {
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
		String rows = rows(searchByIndex(), regexByIndex(), after);
		boolean passesOver = offset > 0 && this.dialect == Dialect.POSTGRESQL;
		return call(statements, "listImages", passesOver ? foundById(rows) : rows, after, limit).bind("offset", offset)
			.bind(required());
	}

	/**
	 * The next page of a stream, which reads all rows in the end: the search is tested
	 * row by row, so that each row is read once and not once a page.
	 * @param statements to execute with
	 * @param after the place behind which it begins, or null
	 * @param limit the most rows
	 * @return the statement, its parameters bound
	 */
	Statements.Call streamPage(Statements statements, @Nullable Cursor after, int limit) {
		return call(statements, "streamImages", rows(searchByScan(), regexByScan(), after), after, limit).bind("offset",
				0L);
	}

	/**
	 * A statement for images: on PostgreSQL all of them in one value,
	 * {@link ImageRecords}, null for none, where a row of fourteen columns for each would
	 * cost PostgreSQL, and the driver many times as much; on H2 a row for each.
	 * @param dialect of the database
	 * @param name of the statement
	 * @param rows what stands behind {@code FROM images i}
	 * @return SQL
	 */
	static String select(Dialect dialect, String name, String rows) {
		return "/* " + name + " */ SELECT " + switch (dialect) {
			case POSTGRESQL -> "string_agg(record_send(r), CAST('' AS BYTEA)) FROM (SELECT ROW(" + COLUMNS
					+ ") AS r FROM images i " + rows + ") images";
			case H2 -> COLUMNS + " FROM images i " + rows;
		};
	}

	/**
	 * How many images match.
	 * @param statements to execute with
	 * @return the statement, its parameters bound
	 */
	Statements.Call count(Statements statements) {
		return bind(statements
			.sql("/* countImages */ SELECT count(*) FROM images i " + where(searchByIndex(), regexByIndex(), null)))
			.bind(required());
	}

	private Statements.Call call(Statements statements, String name, String rows, @Nullable Cursor after, int limit) {
		return bindCursor(bind(statements.sql(select(this.dialect, name, rows))), after).bind("limit", limit);
	}

	private String rows(String search, String regex, @Nullable Cursor after) {
		return where(search, regex, after) + orderBy() + " LIMIT :limit OFFSET :offset";
	}

	// The ids come from the index alone, so that rows passed over are not read. As an
	// array, which PostgreSQL expects to be short: a limit that it does not know it takes
	// for a tenth of the table, and would rather read the whole.
	private String foundById(String rows) {
		return "WHERE i.image_id = ANY(ARRAY(SELECT i.image_id FROM images i " + rows + "))" + orderBy();
	}

	private String orderBy() {
		return " ORDER BY " + this.filter.order().orderBy(this.dialect);
	}

	private String where(String search, String regex, @Nullable Cursor after) {
		List<String> conditions = new ArrayList<>();
		if (this.filter.search() != null) {
			conditions.add(search);
		}
		if (this.filter.regex() != null) {
			conditions.add(regex);
		}
		if (this.filter.captioned() != null) {
			conditions.add(this.filter.captioned() ? "i.caption_id IS NOT NULL" : "i.caption_id IS NULL");
		}
		if (this.filter.uploaded() != null) {
			conditions.add(this.filter.uploaded() ? "i.is_uploaded" : "NOT i.is_uploaded");
		}
		if (after != null) {
			conditions.add(this.filter.order().behind(this.dialect));
		}
		return conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions);
	}

	private String searchByScan() {
		return SEARCH_SCAN;
	}

	private String searchByIndex() {
		return this.dialect.choose(SEARCH_SCAN, SEARCH_INDEX_POSTGRESQL);
	}

	private String regexByScan() {
		return REGEX_SCAN.formatted(Regex.condition(this.dialect, "i.filename"),
				Regex.condition(this.dialect, "i.caption"));
	}

	// Not on H2, which with a large set of ids does not come back to the function that
	// looks at the clock.
	private String regexByIndex() {
		if (required().isEmpty()) {
			return regexByScan();
		}
		return BY_INDEX_POSTGRESQL.formatted(
				"s.filename_folded LIKE :required AND " + Regex.condition(this.dialect, "s.filename"),
				"t.caption_folded LIKE :required", Regex.condition(this.dialect, "s.caption"));
	}

	private Map<String, Object> required() {
		String required = (this.filter.regex() != null) ? this.filter.regex().required() : "";
		return (this.dialect == Dialect.POSTGRESQL && required.length() >= TRIGRAM)
				? Map.of("required", LikePattern.containing(required)) : Map.of();
	}

	private Statements.Call bind(Statements.Call statement) {
		String pattern = this.filter.pattern();
		Statements.Call bound = (pattern != null) ? statement.bind("search", pattern) : statement;
		Regex regex = this.filter.regex();
		return (regex != null) ? bound.bind(regex.parameters(this.dialect)) : bound;
	}

	private Statements.Call bindCursor(Statements.Call statement, @Nullable Cursor after) {
		return (after != null)
				? statement.bind("cursor_key", this.filter.order().value(after)).bind("cursor_id", after.id())
				: statement;
	}

}
