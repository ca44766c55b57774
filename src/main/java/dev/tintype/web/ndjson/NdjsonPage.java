package dev.tintype.web.ndjson;

import java.util.List;
import java.util.function.Function;

import dev.tintype.web.http.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * A page of a stream as bytes.
 *
 * @param lines JSON objects in UTF-8, each ended by a line feed; empty for no rows
 * @param rows how many rows the page has
 * @param last the place of the last row, null if there is none
 * @param cut whether more rows may follow although the page has fewer rows than requested
 * @param lease the memory that the page holds until it is written, null for none
 */
@SuppressWarnings("ArrayRecordComponent")
public record NdjsonPage(byte[] lines, int rows, @Nullable Cursor last, boolean cut, @Nullable StreamLease lease) {

	/** A page without rows. */
	public static final NdjsonPage EMPTY = new NdjsonPage(new byte[0], 0, null);

	/**
	 * Creates a page without a lease.
	 */
	public NdjsonPage(byte[] lines, int rows, @Nullable Cursor last) {
		this(lines, rows, last, false, null);
	}

	/**
	 * Writes rows as a page, in their order.
	 * @param <T> what a row means
	 * @param cursor returns the place of a row
	 * @return the page
	 */
	public static <T> NdjsonPage of(List<T> rows, Function<T, Cursor> cursor) {
		return rows.isEmpty() ? EMPTY
				: new NdjsonPage(Ndjson.lines(rows), rows.size(), cursor.apply(rows.get(rows.size() - 1)));
	}

	/**
	 * Returns the same page, marked as ended early because its rows are large.
	 * @return a page after which more rows may follow
	 */
	public NdjsonPage cutShort() {
		return new NdjsonPage(this.lines, this.rows, this.last, true, this.lease);
	}

	/**
	 * Returns the same page with a lease.
	 * @param held the lease, which is settled to the size of the page
	 * @return the page
	 */
	public NdjsonPage holding(StreamLease held) {
		held.settle(this.lines.length);
		return new NdjsonPage(this.lines, this.rows, this.last, this.cut, held);
	}

	/** Releases the memory that the page holds. */
	public void release() {
		if (this.lease != null) {
			this.lease.release();
		}
	}

}
