package dev.tintype.search.filter;

import java.util.Map;

/**
 * A filter in SQL, for one statement.
 *
 * @param condition without any value of the filter
 * @param values what is bound, by parameter name
 */
public record FilterSql(String condition, Map<String, Object> values) {
}
