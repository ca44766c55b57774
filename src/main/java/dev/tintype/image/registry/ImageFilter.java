package dev.tintype.image.registry;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.LikePattern;
import dev.tintype.search.filter.FilterSql;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.search.regex.Regex;
import dev.tintype.support.AnyCase;
import dev.tintype.support.Texts;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.listing.Slice;
import dev.tintype.web.listing.Where;
import org.jspecify.annotations.Nullable;

/**
 * Selects the images of a listing.
 *
 * @param search a part of the file name or of the current caption, in any case; null for
 * all
 * @param regex an expression that the file name or the current caption matches; null for
 * all
 * @param captioned whether there is a current caption; null for both
 * @param uploaded whether the image is uploaded; null for both
 * @param filter in the filter language; null for all
 */
record ImageFilter(@Nullable String search, @Nullable Regex regex, @Nullable Boolean captioned,
		@Nullable Boolean uploaded, @Nullable RowFilter filter) {

	/**
	 * One condition on the folded name and caption, which a scan in the order of the
	 * listing tests row by row.
	 */
	private static final String SEARCH_SCAN = """
			(i.filename_folded LIKE :search OR i.caption_folded LIKE :search)
			""";

	/**
	 * The same condition as a set of ids, found by indexes. Captions are found in their
	 * indexed copy, and in {@code images} if the copy does not have them yet.
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

	/** A trigram index needs at least three characters. */
	private static final int TRIGRAM = 3;

	private static final String REGEX_SCAN = """
			(%s OR %s)
			""";

	/**
	 * Reads the query string.
	 */
	static ImageFilter of(QueryParameters parameters) {
		return new ImageFilter(parameters.text("search", Texts.SEARCH_LENGTH), Regex.of(parameters),
				parameters.flag("captioned"), parameters.flag("uploaded"), RowFilter.of(parameters, ImageFields.ALL));
	}

	/**
	 * Leaves out the conditions on a field of {@link ImageFields}, and the parameter of
	 * the same name.
	 * @return an equal filter if it has none
	 */
	ImageFilter without(String field) {
		return new ImageFilter(this.search, this.regex, field.equals("captioned") ? null : this.captioned,
				field.equals("uploaded") ? null : this.uploaded,
				(this.filter != null) ? this.filter.without(field) : null);
	}

	/**
	 * The conditions for a page or a count, which use indexes.
	 * @return conditions over {@code images i}
	 */
	Where byIndex(Dialect dialect) {
		return filtered(where(dialect, dialect.choose(SEARCH_SCAN, SEARCH_INDEX_POSTGRESQL), required(dialect)),
				(filter) -> filter.sql(dialect));
	}

	/**
	 * The conditions for a stream. A stream reads all rows, and so tests each row once
	 * instead of once per page.
	 * @param limit the time limit of regular expressions of the filter on H2
	 * @return conditions over {@code images i}
	 */
	Where byScan(Dialect dialect, Duration limit) {
		return filtered(where(dialect, SEARCH_SCAN, ""), (filter) -> filter.sql(dialect, limit));
	}

	private Where filtered(Where where, Function<RowFilter, FilterSql> compiler) {
		if (this.filter == null) {
			return where;
		}
		FilterSql filtering = compiler.apply(this.filter);
		return where.and(filtering.condition(), filtering.values());
	}

	private Where where(Dialect dialect, String searching, String required) {
		Where where = Where.ALL;
		if (this.search != null) {
			where = where.and(searching, Map.of("search", LikePattern.containing(AnyCase.fold(this.search))));
		}
		if (this.regex != null) {
			where = matching(where, this.regex, dialect, required);
		}
		if (this.captioned != null) {
			where = where.and(this.captioned ? "i.caption_rank > 0" : ImageFields.UNCAPTIONED);
		}
		if (this.uploaded != null) {
			where = where.and(this.uploaded ? "i.is_uploaded" : "NOT i.is_uploaded");
		}
		return where;
	}

	/**
	 * Adds the column that the filter fixes to one value to a slice in the order of
	 * creation, for which there is an index.
	 */
	Slice<Image> within(Slice<Image> slice) {
		String leading = Boolean.FALSE.equals(this.captioned) ? ImageFields.RANK
				: (this.filter != null) ? this.filter.leading() : null;
		return (leading != null && ImageOrders.isOfCreation(slice.order())) ? slice.within(leading) : slice;
	}

	/**
	 * Whether the filter has a regular expression, so that the statements of a page need
	 * a time limit.
	 */
	boolean isMatching() {
		return this.regex != null || (this.filter != null && this.filter.isMatching());
	}

	// Uses an index only if the expression requires enough plain characters.
	private static Where matching(Where where, Regex regex, Dialect dialect, String required) {
		if (required.isEmpty()) {
			return where.and(
					REGEX_SCAN.formatted(Regex.condition(dialect, "i.filename"), Regex.condition(dialect, "i.caption")),
					regex.parameters(dialect));
		}
		Map<String, Object> values = new HashMap<>(regex.parameters(dialect));
		values.put("required", LikePattern.containing(required));
		return where.and(BY_INDEX_POSTGRESQL.formatted(
				"s.filename_folded LIKE :required AND " + Regex.condition(dialect, "s.filename"),
				"t.caption_folded LIKE :required", Regex.condition(dialect, "s.caption")), values);
	}

	// Not on H2: with a large set of ids, H2 does not call the function that checks the
	// time limit.
	private String required(Dialect dialect) {
		String required = (this.regex != null) ? this.regex.required() : "";
		return (dialect == Dialect.POSTGRESQL && required.length() >= TRIGRAM) ? required : "";
	}

}
