package dev.tintype.image.registry;

import dev.tintype.data.sql.LikePattern;
import dev.tintype.search.regex.Regex;
import dev.tintype.support.AnyCase;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Cursor;
import dev.tintype.web.http.QueryParameters;
import org.jspecify.annotations.Nullable;

/**
 * Which images a listing shows, and in what order.
 *
 * @param search a part of the file name or of the current caption, in any case; null for
 * all
 * @param regex an expression that the file name or the current caption matches; null for
 * all
 * @param captioned whether there is a current caption; null for either
 * @param uploaded whether the bytes are there; null for either
 * @param order the order
 */
record ImageFilter(@Nullable String search, @Nullable Regex regex, @Nullable Boolean captioned,
		@Nullable Boolean uploaded, ImageOrder order) {

	/**
	 * Reads the query string.
	 * @param parameters a request's
	 * @return the filter
	 */
	static ImageFilter of(QueryParameters parameters) {
		return new ImageFilter(parameters.text("search", Texts.SEARCH_LENGTH), Regex.of(parameters),
				parameters.flag("captioned"), parameters.flag("uploaded"),
				ImageOrder.of(parameters.word("sort", ImageOrder.NAMES, ImageOrder.DEFAULT)));
	}

	/**
	 * Whether it leaves nothing out.
	 * @return true if every image matches
	 */
	boolean isOfAll() {
		return this.search == null && this.regex == null && this.captioned == null && this.uploaded == null;
	}

	/**
	 * The place that a client's cursor names.
	 * @param after the cursor as the client sent it, or null
	 * @return null when there is none
	 */
	@Nullable Cursor cursor(@Nullable String after) {
		return (after != null) ? Cursor.decode(after, this.order.name()) : null;
	}

	/**
	 * The pattern of the folded texts that have the search text in them.
	 * @return for {@code LIKE}, or null
	 */
	@Nullable String pattern() {
		return (this.search != null) ? LikePattern.containing(AnyCase.fold(this.search)) : null;
	}

}
