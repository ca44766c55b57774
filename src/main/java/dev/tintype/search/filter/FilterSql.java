package dev.tintype.search.filter;

import java.util.Map;

/**
 * A filter in SQL, for one statement.
 *
 * @param condition which contains no value of the filter
 * @param values the values to bind, by parameter name
 */
public record FilterSql(String condition, Map<String, Object> values) {
}
