package dev.tintype.web.listing;

import dev.tintype.web.http.QueryParameters;
import org.jspecify.annotations.Nullable;

/**
 * The part of a listing that a client requests: a page by its number, or the rows after a
 * cursor.
 *
 * @param page the page's number, from 1. With a cursor it is 1
 * @param perPage the most rows of a page, 1 to 500
 * @param after the cursor as the client sent it, or null
 * @param counted whether the client requests the total
 */
public record PageRequest(int page, int perPage, @Nullable String after, boolean counted) {

	/** The most rows of a page. */
	public static final int MAX_PER_PAGE = 500;

	/** The rows of a page if a request does not say. */
	public static final int DEFAULT_PER_PAGE = 50;

	/** The most characters of a cursor. */
	public static final int CURSOR_LENGTH = 4_000;

	/**
	 * Reads {@code page}, {@code per_page}, {@code after} and {@code count}.
	 * @return the part that they request
	 */
	public static PageRequest of(QueryParameters parameters) {
		String after = parameters.text("after", CURSOR_LENGTH);
		int page = parameters.number("page", 1, Integer.MAX_VALUE, 1);
		int perPage = parameters.number("per_page", 1, MAX_PER_PAGE, DEFAULT_PER_PAGE);
		boolean counted = "exact".equals(parameters.word("count", java.util.List.of("exact", "none"), "exact"));
		return new PageRequest((after != null) ? 1 : page, perPage, after, counted && after == null);
	}

	/**
	 * Returns how many rows precede the page.
	 * @return 0 with a cursor
	 */
	public long offset() {
		return (this.page - 1L) * this.perPage;
	}

}
