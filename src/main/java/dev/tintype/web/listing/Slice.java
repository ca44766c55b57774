package dev.tintype.web.listing;

import dev.tintype.web.http.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * The part of a listing's rows that is read.
 *
 * @param <T> what a row means
 * @param order the order of the rows
 * @param after the place after which they begin, or null
 * @param limit the most rows
 * @param offset how many rows are skipped, 0 after a place
 */
public record Slice<T>(Order<T> order, @Nullable Cursor after, int limit, long offset) {

	/**
	 * Returns the first rows.
	 * @param <T> what a row means
	 * @param limit the most rows
	 * @return the slice
	 */
	public static <T> Slice<T> first(Order<T> order, int limit) {
		return new Slice<>(order, null, limit, 0);
	}

	/**
	 * Returns the same slice of rows that have the same value in a column.
	 * @param column as in {@link Order#within}
	 * @return the slice
	 */
	public Slice<T> within(String column) {
		return new Slice<>(this.order.within(column), this.after, this.limit, this.offset);
	}

}
