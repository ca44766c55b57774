package dev.tintype.text.document;

import dev.tintype.search.regex.Regex;
import dev.tintype.web.http.QueryParameters;
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

}
