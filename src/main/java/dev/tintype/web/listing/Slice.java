package dev.tintype.web.listing;

import dev.tintype.web.http.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Which of a listing's rows are read.
 *
 * @param <T> what a row means
 * @param order in which they are
 * @param after the place behind which they begin, or null
 * @param limit the most rows
 * @param offset how many rows are passed over, 0 behind a place
 */
public record Slice<T>(Order<T> order, @Nullable Cursor after, int limit, long offset) {

	/**
	 * The first rows.
	 * @param <T> what a row means
	 * @param order in which they are
	 * @param limit the most rows
	 * @return the slice
	 */
	public static <T> Slice<T> first(Order<T> order, int limit) {
		return new Slice<>(order, null, limit, 0);
	}

	/**
	 * The same slice of rows that have one value in a column, as of {@link Order#within}.
	 * @param column which the filter fixes, not null
	 * @return the slice
	 */
	public Slice<T> within(String column) {
		return new Slice<>(this.order.within(column), this.after, this.limit, this.offset);
	}

}
