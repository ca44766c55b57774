package dev.tintype.web.listing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a slice of a listing is found. A plan makes what stands behind the columns of
 * {@code SELECT}, from {@code FROM} to the end, of constants alone.
 */
@FunctionalInterface
public interface Plan {

	/**
	 * Finds a slice.
	 * @param where which rows the listing has
	 * @return SQL from {@code FROM} to the end
	 */
	Found find(Where where, Slice<?> slice);

	/**
	 * Reads the rows in the order of an index.
	 * @return the plan
	 */
	static Plan rows(String table) {
		return (where, slice) -> {
			Where behind = behind(where, slice);
			return new Found("FROM " + table + " " + behind.sql() + end(slice), behind.values());
		};
	}

	/**
	 * Finds the ids in an index first and joins their rows, so that rows that are passed
	 * over are not read.
	 * @return the plan
	 */
	static Plan idsFirst(String table, String id) {
		return (where, slice) -> {
			Where behind = behind(where, slice);
			String ids = "SELECT " + id + " FROM " + table + " " + behind.sql() + end(slice);
			return new Found(joined(table, id, ids, slice), behind.values());
		};
	}

	/**
	 * Finds the ids in an index first and looks their rows up by an array, which
	 * PostgreSQL expects to be short. PostgreSQL takes an unknown limit for a tenth of
	 * the table, and would read the whole table to join that many.
	 * @return the plan, for PostgreSQL only
	 */
	static Plan idArrayFirst(String table, String id) {
		return (where, slice) -> {
			Where behind = behind(where, slice);
			String ids = "SELECT " + id + " FROM " + table + " " + behind.sql() + end(slice);
			return new Found("FROM " + table + " WHERE " + id + " = ANY(ARRAY(" + ids + "))" + orderBy(slice),
					behind.values());
		};
	}

	/**
	 * Finds the ids of each range behind a place by an index scan of its own, and joins
	 * the rows of the first ones.
	 * @param hint the index that H2 takes, or an empty text
	 * @return the plan
	 */
	static Plan rangesFirst(String table, String id, String hint) {
		return (where, slice) -> {
			String keys = "SELECT " + slice.order().columns() + " FROM " + table + " " + hint;
			if (slice.after() == null) {
				return new Found(joined(table, id, keys + where.sql() + end(slice), slice), where.values());
			}
			String ranges = slice.order()
				.ranges()
				.stream()
				.map((range) -> "(" + keys + and(range, where).sql() + end(slice) + ")")
				.collect(Collectors.joining(" UNION ALL "));
			return new Found(joined(table, id, first(ranges, id, slice), slice), rangeValues(where, slice));
		};
	}

	/**
	 * Finds the ids of all matches by a scan of an index that has the columns of the
	 * conditions, sorts them, and joins the rows of the first ones.
	 * @param hint the index that H2 takes
	 * @return the plan
	 */
	static Plan scanFirst(String table, String id, String hint) {
		return (where, slice) -> {
			String keys = "SELECT " + slice.order().columns() + " FROM " + table + " " + hint;
			if (slice.after() == null) {
				return new Found(joined(table, id, first(keys + where.sql(), id, slice), slice), where.values());
			}
			String behind = slice.order()
				.ranges()
				.stream()
				.map((range) -> "(" + range + ")")
				.collect(Collectors.joining(" OR ", "(", ")"));
			return new Found(joined(table, id, first(keys + and(behind, where).sql(), id, slice), slice),
					rangeValues(where, slice));
		};
	}

	private static String first(String found, String id, Slice<?> slice) {
		return "SELECT " + id + " FROM (" + found + ") " + id.substring(0, id.indexOf('.')) + end(slice);
	}

	private static String joined(String table, String id, String ids, Slice<?> slice) {
		return "FROM (" + ids + ") f JOIN " + table + " ON " + id + " = f" + id.substring(id.indexOf('.'))
				+ orderBy(slice);
	}

	private static Where behind(Where where, Slice<?> slice) {
		if (slice.after() == null) {
			return where;
		}
		Map<String, Object> values = new HashMap<>(where.values());
		values.putAll(slice.order().values(slice.after()));
		return new Where(and(slice.order().condition(), where).conditions(), values);
	}

	// The place comes first: it costs less to compare than what a filter looks for.
	private static Where and(String range, Where where) {
		List<String> conditions = new ArrayList<>();
		conditions.add(range);
		conditions.addAll(where.conditions());
		return new Where(conditions, where.values());
	}

	private static Map<String, Object> rangeValues(Where where, Slice<?> slice) {
		Map<String, Object> values = new HashMap<>(where.values());
		if (slice.after() != null) {
			values.putAll(slice.order().rangeValues(slice.after()));
		}
		return values;
	}

	private static String end(Slice<?> slice) {
		return orderBy(slice) + " LIMIT :limit" + ((slice.after() == null) ? " OFFSET :offset" : "");
	}

	private static String orderBy(Slice<?> slice) {
		return " ORDER BY " + slice.order().orderBy();
	}

	/**
	 * What stands behind the columns of a statement.
	 *
	 * @param sql from {@code FROM} to the end, with the parameter {@code limit}, and
	 * {@code offset} where the slice begins behind no place
	 * @param values what is bound to its other parameters
	 */
	record Found(String sql, Map<String, Object> values) {
	}

}
