package dev.tintype.data.sql;

import java.util.Objects;

import io.r2dbc.spi.Readable;

/**
 * Reads the columns of a row.
 */
public final class Columns {

	private Columns() {
	}

	/**
	 * Reads a column that is never null.
	 * @param <T> the type
	 * @param index of the column, from 0
	 * @return the value
	 */
	public static <T> T get(Readable row, int index, Class<T> type) {
		return Objects.requireNonNull(row.get(index, type));
	}

}
