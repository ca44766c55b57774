package dev.tintype.text.document;

import dev.tintype.data.sql.Dialect;
import dev.tintype.search.regex.Regex;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.listing.Where;
import org.jspecify.annotations.Nullable;

/**
 * Which documents a listing shows.
 *
 * @param regex an expression that the content or the name matches, each by itself; null
 * for all
 */
record DocumentFilter(@Nullable Regex regex) {

	/** Leaves nothing out. */
	static final DocumentFilter ALL = new DocumentFilter(null);

	/**
	 * Reads the query string.
	 * @param parameters a request's
	 * @return the filter
	 */
	static DocumentFilter of(QueryParameters parameters) {
		return new DocumentFilter(Regex.of(parameters));
	}

	/**
	 * The conditions of the filter.
	 * @param dialect of the database
	 * @return conditions over {@code document d}
	 */
	Where where(Dialect dialect) {
		return (this.regex != null) ? Where.ALL.and(
				"(" + Regex.condition(dialect, "d.name") + " OR " + Regex.largeCondition(dialect, "d.content") + ")",
				this.regex.parameters(dialect)) : Where.ALL;
	}

}
