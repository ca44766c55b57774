package dev.tintype.web.listing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The conditions that select the rows of a listing, joined by {@code AND}. A condition is
 * SQL from constants only. Each value of a request is bound to a named parameter.
 *
 * @param conditions SQL, each a complete condition
 * @param values the bound values, by parameter name
 */
public record Where(List<String> conditions, Map<String, Object> values) {

	/** Selects every row. */
	public static final Where ALL = new Where(List.of(), Map.of());

	/**
	 * Adds a condition without values.
	 * @param condition SQL
	 * @return the conditions with this one
	 */
	public Where and(String condition) {
		return and(condition, Map.of());
	}

	/**
	 * Adds a condition.
	 * @param condition SQL
	 * @param bound its values, by parameter name. Each name is used only once
	 * @return the conditions with this one
	 */
	public Where and(String condition, Map<String, ?> bound) {
		List<String> all = new ArrayList<>(this.conditions);
		all.add(condition);
		Map<String, Object> allValues = new HashMap<>(this.values);
		allValues.putAll(bound);
		return new Where(List.copyOf(all), Map.copyOf(allValues));
	}

	/**
	 * Returns the clause.
	 * @return {@code WHERE} and the conditions, or an empty text if every row is selected
	 */
	public String sql() {
		return this.conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", this.conditions);
	}

}
