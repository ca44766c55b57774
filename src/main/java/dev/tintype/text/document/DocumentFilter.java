package dev.tintype.text.document;

import dev.tintype.data.sql.Dialect;
import dev.tintype.search.filter.FilterSql;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.search.regex.Regex;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.listing.Where;
import org.jspecify.annotations.Nullable;

/**
 * Which documents a listing shows.
 *
 * @param regex an expression that the content or the name matches, each by itself; null
 * for all
 * @param filter in the filter language; null for all
 */
record DocumentFilter(@Nullable Regex regex, @Nullable RowFilter filter) {

	/** Leaves nothing out. */
	static final DocumentFilter ALL = new DocumentFilter(null, null);

	/**
	 * Reads the query string.
	 * @return the filter
	 */
	static DocumentFilter of(QueryParameters parameters) {
		return new DocumentFilter(Regex.of(parameters), RowFilter.of(parameters, DocumentFields.ALL));
	}

	/**
	 * The conditions of the filter.
	 * @return conditions over {@code document d}
	 */
	Where where(Dialect dialect) {
		Where where = Where.ALL;
		if (this.regex != null) {
			where = where.and("(" + Regex.condition(dialect, "d.name") + " OR "
					+ Regex.largeCondition(dialect, "d.content") + ")", this.regex.parameters(dialect));
		}
		if (this.filter != null) {
			FilterSql filtering = this.filter.sql(dialect);
			where = where.and(filtering.condition(), filtering.values());
		}
		return where;
	}

	/**
	 * Whether it has a regular expression, so that its statements need a time limit.
	 * @return true for at least one
	 */
	boolean isMatching() {
		return this.regex != null || (this.filter != null && this.filter.isMatching());
	}

}
