package dev.tintype.search.filter;

import java.time.Duration;
import java.util.Map;

import dev.tintype.data.sql.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * A filter in SQL, for one statement.
 *
 * @param condition which contains no value of the filter
 * @param values the values to bind, by parameter name
 */
public record FilterSql(String condition, Map<String, Object> values) {

	/**
	 * Compiles a filter that may be absent, for one statement of a stream or a job.
	 * @param filter null for all rows
	 * @param limit the time limit of regular expressions on H2, which begins with this
	 * call
	 * @return a condition on a row, in brackets, and the values to bind
	 */
	public static FilterSql of(@Nullable RowFilter filter, Dialect dialect, Duration limit) {
		if (filter == null) {
			return new FilterSql("TRUE", Map.of());
		}
		FilterSql sql = filter.sql(dialect, limit);
		return new FilterSql("(" + sql.condition() + ")", sql.values());
	}

}
