package dev.tintype.library.pictallion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Inserts rows into a table with one statement for any number of rows. The columns are
 * passed as arrays of texts. The driver of H2 refuses null elements, so an empty text
 * stands for null, and {@code =} is put before each other text.
 *
 * @param name of the table
 * @param columns the SQL type of each column, in order; all rows have these
 */
record TargetTable(String name, Map<String, String> columns) {

	static final String UUID_TYPE = "UUID";

	static final String TEXT = "VARCHAR";

	static final String TIME = "TIMESTAMP WITH TIME ZONE";

	static final String FLAG = "BOOLEAN";

	static final String JSON = "JSON";

	/**
	 * Describes a table.
	 * @param columns names and types in turn
	 */
	static TargetTable of(String name, String... columns) {
		Map<String, String> types = new LinkedHashMap<>();
		for (int i = 0; i < columns.length; i += 2) {
			types.put(columns[i], columns[i + 1]);
		}
		return new TargetTable(name, types);
	}

	/**
	 * Inserts rows.
	 * @param rows values by column; a missing value is null
	 */
	Mono<Void> insert(Statements statements, Dialect dialect, List<Map<String, @Nullable Object>> rows) {
		if (rows.isEmpty()) {
			return Mono.empty();
		}
		Map<String, Object> values = new HashMap<>();
		int index = 0;
		for (String column : this.columns.keySet()) {
			values.put("c" + index++, rows.stream().map((row) -> encoded(row.get(column))).toArray(String[]::new));
		}
		return statements.sql(sql(dialect)).bind(values).then();
	}

	private String sql(Dialect dialect) {
		List<String> names = new ArrayList<>(this.columns.keySet());
		return """
				/* import_%1$s */
				INSERT INTO %1$s (%2$s) SELECT %3$s FROM unnest(%4$s) AS t(%5$s)
				""".formatted(this.name, joined(names, (column) -> '"' + column + '"'),
				joined(names, (column) -> decoded(dialect, "t.c" + names.indexOf(column), this.columns.get(column))),
				joined(names, (column) -> "CAST(:c%d AS VARCHAR ARRAY)".formatted(names.indexOf(column))),
				joined(names, (column) -> "c" + names.indexOf(column)));
	}

	private static String decoded(Dialect dialect, String value, @Nullable String type) {
		String text = "SUBSTRING(NULLIF(%s, '') FROM 2)".formatted(value);
		if (JSON.equals(type)) {
			return dialect.choose(text + " FORMAT JSON", "CAST(" + text + " AS JSONB)");
		}
		return TEXT.equals(type) ? text : "CAST(" + text + " AS " + type + ")";
	}

	private static String joined(List<String> names, Function<String, String> part) {
		return names.stream().map(part).collect(Collectors.joining(", "));
	}

	private static String encoded(@Nullable Object value) {
		return (value != null) ? "=" + value : "";
	}

	/**
	 * Finds which ids exist.
	 */
	Mono<Set<UUID>> existing(Statements statements, Dialect dialect, List<UUID> ids) {
		return statements
			.sql("/* findImportedIds */ SELECT id FROM %s %s".formatted(this.name,
					dialect.among("id", UUID_TYPE, "ids")))
			.bind("ids", ids.stream().distinct().toArray(UUID[]::new))
			.<UUID>all((row) -> Columns.get(row, 0, UUID.class))
			.collect(Collectors.toSet());
	}

	/**
	 * Finds which values of a unique text exist.
	 */
	Mono<Set<String>> existing(Statements statements, Dialect dialect, String column, List<String> values) {
		String quoted = '"' + column + '"';
		return statements
			.sql("/* findImportedKeys */ SELECT %s FROM %s %s".formatted(quoted, this.name,
					dialect.among(quoted, TEXT, "keys")))
			.bind("keys", values.stream().distinct().toArray(String[]::new))
			.<String>all((row) -> Columns.get(row, 0, String.class))
			.collect(Collectors.toSet());
	}

}
