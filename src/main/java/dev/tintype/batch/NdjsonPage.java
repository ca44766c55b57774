package dev.tintype.batch;

import java.util.List;
import java.util.function.Function;

import dev.tintype.api.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * A page of a stream that is written already.
 *
 * @param lines JSON objects in UTF-8, each ended by a line feed; empty for no rows
 * @param rows how many they are
 * @param last the place of the last, null when there is none
 */
@SuppressWarnings("ArrayRecordComponent")
public record NdjsonPage(byte[] lines, int rows, @Nullable Cursor last) {

	/** A page without rows. */
	public static final NdjsonPage EMPTY = new NdjsonPage(new byte[0], 0, null);

	/**
	 * Writes rows.
	 * @param <T> what a row means
	 * @param rows in order
	 * @param cursor gives a row's place
	 * @return the page
	 */
	public static <T> NdjsonPage of(List<T> rows, Function<T, Cursor> cursor) {
		return rows.isEmpty() ? EMPTY
				: new NdjsonPage(Ndjson.lines(rows), rows.size(), cursor.apply(rows.get(rows.size() - 1)));
	}

}
