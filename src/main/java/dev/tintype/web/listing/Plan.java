package dev.tintype.web.listing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a slice of a listing is found. A plan builds the SQL after the columns of
 * {@code SELECT}, from {@code FROM} to the end, from constants only.
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
	 * Finds the ids in an index first and joins their rows, so that skipped rows are not
	 * read.
	 * @return the plan
	 */
	static Plan idsFirst(String table, String id) {
		return idsFirst(table, id, "");
	}

	/**
	 * Finds the ids in an index first and joins their rows, and rows of other tables.
	 * @param joins SQL that joins the other tables
	 * @return the plan
	 */
	static Plan idsFirst(String table, String id, String joins) {
		return idsFirst(table, id, joins, "");
	}

	/**
	 * Finds the ids in an index first and joins their rows, and rows of other tables.
	 * @param joins SQL that joins the other tables
	 * @param hint the index that H2 uses, or an empty text
	 * @return the plan
	 */
	static Plan idsFirst(String table, String id, String joins, String hint) {
		return (where, slice) -> {
			Where behind = behind(where, slice);
			String ids = "SELECT " + id + " FROM " + table + " " + hint + " " + behind.sql() + end(slice);
			return new Found(joined(table, id, ids, joins, slice), behind.values());
		};
	}

	/**
	 * Finds the ids in an index first and looks up their rows by an array, which the
	 * planner of PostgreSQL expects to be short. It assumes that an unknown limit is a
	 * tenth of the table, and would read the whole table for such a join.
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
	 * Finds the ids of each range after a place by a separate index scan, and joins the
	 * rows of the first ids.
	 * @param hint the index that H2 uses, or an empty text
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
	 * Scans an index that has the columns of the conditions, sorts the ids of all
	 * matches, and joins the rows of the first ids.
	 * @param hint the index that H2 uses
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
		return joined(table, id, ids, "", slice);
	}

	private static String joined(String table, String id, String ids, String joins, Slice<?> slice) {
		return "FROM (" + ids + ") f JOIN " + table + " ON " + id + " = f" + id.substring(id.indexOf('.')) + " " + joins
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

	// The place comes first, because its comparison costs less than that of a filter.
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
	 * The part of a statement after its columns.
	 *
	 * @param sql from {@code FROM} to the end, with the parameter {@code limit}, and
	 * {@code offset} if the slice has no place
	 * @param values the values of its other parameters
	 */
	record Found(String sql, Map<String, Object> values) {
	}

}
