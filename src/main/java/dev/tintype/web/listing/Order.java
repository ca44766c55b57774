package dev.tintype.web.listing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.tintype.web.http.Cursor;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * An order of a listing. Its last key is unique, so that no two rows have the same place.
 *
 * @param <T> what a row means
 * @param name the name in {@code sort} and in cursors
 * @param keys the sort keys, the most significant first
 * @param behind how the rows after a place are found
 * @param fixed a column that the filter fixes to one value, or null. H2 uses the index
 * for the order only if {@code ORDER BY} names this column first, and in the direction of
 * the index
 */
public record Order<T>(String name, List<Key<T>> keys, Behind behind, @Nullable String fixed) {

	/**
	 * Creates an order whose keys are compared one by one.
	 * @param <T> what a row means
	 * @return the order
	 */
	@SafeVarargs
	public static <T> Order<T> of(String name, Key<T>... keys) {
		return new Order<>(name, List.of(keys), Behind.STEPS, null);
	}

	/**
	 * Creates an order whose keys are compared as one row.
	 * @param <T> what a row means
	 * @param keys the sort keys, all of one direction
	 * @return the order
	 */
	@SafeVarargs
	public static <T> Order<T> ofRow(String name, Key<T>... keys) {
		return new Order<>(name, List.of(keys), Behind.ROW, null);
	}

	/**
	 * Returns the same order for rows that have the same value in a column.
	 * @param column the column that the filter fixes; it is not null
	 * @return the order
	 */
	public Order<T> within(String column) {
		return new Order<>(this.name, this.keys, this.behind, column);
	}

	/**
	 * Returns the order from the last row to the first.
	 * @return the same keys in the other direction
	 */
	public Order<T> reversed() {
		return new Order<>(this.name, this.keys.stream().map(Key::reversed).toList(), this.behind, this.fixed);
	}

	/**
	 * Tells whether the most significant key is in descending order.
	 * @return whether the greatest value comes first
	 */
	public boolean isDescending() {
		return this.keys.get(0).descending();
	}

	/**
	 * Returns the SQL that follows {@code ORDER BY}.
	 * @return the keys with their directions
	 */
	public String orderBy() {
		String sql = this.keys.stream().map(Key::orderBy).collect(Collectors.joining(", "));
		// The index of a row has one direction, and H2 can only read all of it backwards.
		String direction = (this.behind == Behind.ROW && this.keys.get(0).descending()) ? " DESC, " : ", ";
		return (this.fixed != null) ? this.fixed + direction + sql : sql;
	}

	/**
	 * Returns the columns of the keys, separated by commas.
	 */
	String columns() {
		return this.keys.stream().map(Key::column).collect(Collectors.joining(", "));
	}

	/**
	 * Selects the rows after a place.
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

	/**
	 * Returns the keys as columns of a derived table, for {@link #behind(String)}.
	 * @return SQL for the list of columns
	 */
	public String keyColumns() {
		return IntStream.range(0, this.keys.size())
			.mapToObj((i) -> this.keys.get(i).column() + " AS k" + i)
			.collect(Collectors.joining(", "));
	}

	/**
	 * Selects the rows after another row of the same statement.
	 * @param row the alias of a table with the columns of {@link #keyColumns()}
	 * @return a condition without parameters
	 */
	public String behind(String row) {
		return steps(0, (i, operator) -> this.keys.get(i).comparedTo(operator, row + ".k" + i));
	}

	private String steps(int i) {
		return steps(i, (key, operator) -> this.keys.get(key).compared(operator, "k" + key));
	}

	// The first comparison alone is a range of an index, also on H2.
	private String steps(int i, BiFunction<Integer, String, String> comparison) {
		return (i == this.keys.size() - 1) ? comparison.apply(i, ">") : comparison.apply(i, ">=") + " AND ("
				+ comparison.apply(i, ">") + " OR " + enclosed(steps(i + 1, comparison), i + 1) + ")";
	}

	private String enclosed(String steps, int i) {
		return (i == this.keys.size() - 1) ? steps : "(" + steps + ")";
	}

	/**
	 * Selects the rows after a place, as ranges in this order. An index scan starts at
	 * the beginning of each range, even if many rows share a key.
	 * @return conditions with the parameters of {@link #rangeValues}; a row matches at
	 * most one of them
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
	 * Returns the values for {@link #condition()}.
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
	 * Returns the values for {@link #ranges()}.
	 * @param place of this order
	 * @return values by parameter name
	 * @throws ProblemException of type {@link ProblemType#INVALID_CURSOR} if a key is the
	 * last value of its type
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
	 * Returns the place of a row.
	 * @param row of the listing
	 * @param filter the digest of the listing's filter
	 * @return the cursor after it
	 */
	public Cursor place(T row, long filter) {
		return new Cursor(this.name, this.keys.stream().<Object>map((key) -> key.value().apply(row)).toList(), filter);
	}

	/**
	 * Returns the place of a row in a stream. No client sees it.
	 * @param row of the listing
	 * @return the cursor after it
	 */
	public Cursor place(T row) {
		return place(row, 0);
	}

	/**
	 * Decodes a client's cursor.
	 * @param text as the client sent it
	 * @param filter the digest of the listing's filter
	 * @return the place
	 * @throws ProblemException of type {@link ProblemType#INVALID_CURSOR} if it is
	 * damaged, or belongs to another order or filter
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
	 * How the rows after a place are found.
	 */
	public enum Behind {

		/** By a comparison of all keys as one row, all of one direction. */
		ROW,

		/** By a comparison of each key, of any direction. */
		STEPS

	}

}
