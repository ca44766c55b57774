package dev.tintype.data.sql;

import java.util.Arrays;
import java.util.List;
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

	/**
	 * Reads an array of texts, which the two drivers return as arrays of different types.
	 * @return the texts without null elements; empty when the column is null
	 */
	public static List<String> texts(Readable row, int index) {
		return (row.get(index) instanceof Object[] elements)
				? Arrays.stream(elements).filter(Objects::nonNull).map(Object::toString).toList() : List.of();
	}

}
