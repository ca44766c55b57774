package dev.tintype.web.listing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.tintype.web.http.Cursor;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * An order of a listing. Its last key is unique, so that every row has a place of its
 * own.
 *
 * @param <T> what a row means
 * @param name in {@code sort} and in cursors
 * @param keys the first sorts, each of the others breaks ties of those before it
 * @param behind how the rows behind a place are found
 * @param fixed a column that the filter fixes to one value, or null; H2 takes the index
 * for the order only when {@code ORDER BY} names it first
 */
public record Order<T>(String name, List<Key<T>> keys, Behind behind, @Nullable String fixed) {

	/**
	 * An order whose keys are compared one by one.
	 * @param <T> what a row means
	 * @param name as of the record
	 * @param keys as of the record
	 * @return the order
	 */
	@SafeVarargs
	public static <T> Order<T> of(String name, Key<T>... keys) {
		return new Order<>(name, List.of(keys), Behind.STEPS, null);
	}

	/**
	 * An order whose keys are compared as one row.
	 * @param <T> what a row means
	 * @param name as of the record
	 * @param keys as of the record, all of one direction
	 * @return the order
	 */
	@SafeVarargs
	public static <T> Order<T> ofRow(String name, Key<T>... keys) {
		return new Order<>(name, List.of(keys), Behind.ROW, null);
	}

	/**
	 * The same order among rows that have one value in a column.
	 * @param column which the filter fixes, not null
	 * @return the order
	 */
	public Order<T> within(String column) {
		return new Order<>(this.name, this.keys, this.behind, column);
	}

	/**
	 * The order of the rows.
	 * @return SQL behind {@code ORDER BY}
	 */
	String orderBy() {
		String sql = this.keys.stream().map(Key::orderBy).collect(Collectors.joining(", "));
		return (this.fixed != null) ? this.fixed + ", " + sql : sql;
	}

	/**
	 * The columns of the keys.
	 * @return SQL, separated by commas
	 */
	String columns() {
		return this.keys.stream().map(Key::column).collect(Collectors.joining(", "));
	}

	/**
	 * The rows behind a place.
	 * @return a condition with the parameters of {@link #values}
	 */
	String condition() {
		return switch (this.behind) {
			case ROW -> {
				String parameters = IntStream.range(0, this.keys.size())
					.mapToObj((i) -> this.keys.get(i).bound().formatted(":k" + i))
					.collect(Collectors.joining(", "));
				yield "(" + columns() + ") " + (this.keys.get(0).descending() ? "<" : ">") + " (" + parameters + ")";
			}
			case STEPS -> steps(0);
		};
	}

	// The first comparison by itself is a range of an index, on H2 too.
	private String steps(int i) {
		Key<T> key = this.keys.get(i);
		String parameter = "k" + i;
		return (i == this.keys.size() - 1) ? key.compared(">", parameter) : key.compared(">=", parameter) + " AND ("
				+ key.compared(">", parameter) + " OR " + enclosed(steps(i + 1), i + 1) + ")";
	}

	private String enclosed(String steps, int i) {
		return (i == this.keys.size() - 1) ? steps : "(" + steps + ")";
	}

	/**
	 * The rows behind a place, as ranges that follow each other in this order. An index
	 * enters each where it begins, however many rows share a key.
	 * @return conditions with the parameters of {@link #rangeValues}, of which a row
	 * meets at most one
	 */
	List<String> ranges() {
		List<String> ranges = new ArrayList<>();
		for (int last = this.keys.size() - 1; last >= 0; last--) {
			List<String> conditions = new ArrayList<>();
			for (int i = 0; i < last; i++) {
				conditions.add(this.keys.get(i).compared("=", "k" + i));
			}
			Key<T> key = this.keys.get(last);
			conditions.add(isStepped(last) ? key.compared(">=", "n" + last) : key.compared(">", "k" + last));
			ranges.add(String.join(" AND ", conditions));
		}
		return ranges;
	}

	private boolean isStepped(int i) {
		Key.Type type = this.keys.get(i).type();
		return i < this.keys.size() - 1 && (type == Key.Type.NUMBER || type == Key.Type.MOMENT);
	}

	/**
	 * What is bound in {@link #condition()}.
	 * @param place of this order
	 * @return values by parameter name
	 */
	Map<String, Object> values(Cursor place) {
		Map<String, Object> values = new HashMap<>();
		for (int i = 0; i < this.keys.size(); i++) {
			values.put("k" + i, place.values().get(i));
		}
		return values;
	}

	/**
	 * What is bound in {@link #ranges()}.
	 * @param place of this order
	 * @return values by parameter name
	 * @throws ProblemException of type {@link ProblemType#INVALID_CURSOR} when a key is
	 * at the end of what its type can hold
	 */
	Map<String, Object> rangeValues(Cursor place) {
		Map<String, Object> values = values(place);
		try {
			for (int i = 0; i < this.keys.size(); i++) {
				if (isStepped(i)) {
					values.put("n" + i, this.keys.get(i).next(place.values().get(i)));
				}
			}
		}
		catch (ArithmeticException ex) {
			throw Cursor.damaged();
		}
		return values;
	}

	/**
	 * The place of a row.
	 * @param row of the listing
	 * @param filter the digest of the listing's filter
	 * @return the cursor behind it
	 */
	public Cursor place(T row, long filter) {
		return new Cursor(this.name, this.keys.stream().<Object>map((key) -> key.value().apply(row)).toList(), filter);
	}

	/**
	 * The place of a row within a stream, which no client sees.
	 * @param row of the listing
	 * @return the cursor behind it
	 */
	public Cursor place(T row) {
		return place(row, 0);
	}

	/**
	 * The place that a client's cursor names.
	 * @param text as the client sent it
	 * @param filter the digest of the listing's filter
	 * @return the place
	 * @throws ProblemException of type {@link ProblemType#INVALID_CURSOR} when it is
	 * damaged or belongs to another order or another filter
	 */
	public Cursor decode(String text, long filter) {
		Cursor place = Cursor.decode(text);
		if (!place.order().equals(this.name)) {
			throw new ProblemException(ProblemType.INVALID_CURSOR, "The cursor belongs to a listing of another order.");
		}
		if (place.values().size() != this.keys.size()) {
			throw Cursor.damaged();
		}
		for (int i = 0; i < this.keys.size(); i++) {
			if (!this.keys.get(i).accepts(place.values().get(i))) {
				throw Cursor.damaged();
			}
		}
		if (place.filter() != filter) {
			throw new ProblemException(ProblemType.INVALID_CURSOR,
					"The cursor belongs to a listing of another filter.");
		}
		return place;
	}

	/**
	 * How the rows behind a place are found.
	 */
	public enum Behind {

		/** By a comparison of all keys as one row, all of one direction. */
		ROW,

		/** By a comparison of each key, of any direction. */
		STEPS

	}

}
