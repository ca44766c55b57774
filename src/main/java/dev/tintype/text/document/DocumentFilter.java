package dev.tintype.text.document;

import java.time.Duration;

import dev.tintype.data.sql.Dialect;
import dev.tintype.search.filter.FilterSql;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.search.regex.Regex;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.listing.Where;
import org.jspecify.annotations.Nullable;

/**
 * The documents that a listing shows.
 *
 * @param regex an expression that the content alone or the name alone matches; null for
 * all
 * @param filter a filter in the filter language; null for all
 */
record DocumentFilter(@Nullable Regex regex, @Nullable RowFilter filter) {

	/** Selects every document. */
	static final DocumentFilter ALL = new DocumentFilter(null, null);

	/**
	 * Reads the query string of the listing.
	 */
	static DocumentFilter of(QueryParameters parameters) {
		return new DocumentFilter(Regex.of(parameters), RowFilter.of(parameters, DocumentFields.ALL));
	}

	/**
	 * Returns the conditions of the filter over {@code document d} for a page.
	 */
	Where where(Dialect dialect) {
		return where(dialect, Regex.LIMIT);
	}

	/**
	 * Returns the conditions of the filter over {@code document d}.
	 * @param limit the time limit of regular expressions of the filter on H2
	 */
	Where where(Dialect dialect, Duration limit) {
		Where where = Where.ALL;
		if (this.regex != null) {
			where = where.and("(" + Regex.condition(dialect, "d.name") + " OR "
					+ Regex.largeCondition(dialect, "d.content") + ")", this.regex.parameters(dialect));
		}
		if (this.filter != null) {
			FilterSql filtering = this.filter.sql(dialect, limit);
			where = where.and(filtering.condition(), filtering.values());
		}
		return where;
	}

	/**
	 * Whether it has a regular expression, so that the statements of a page need a time
	 * limit.
	 */
	boolean isMatching() {
		return this.regex != null || (this.filter != null && this.filter.isMatching());
	}

}
