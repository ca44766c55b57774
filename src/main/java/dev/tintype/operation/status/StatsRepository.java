package dev.tintype.operation.status;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.LongWork;
import dev.tintype.data.sql.Statements;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple4;

import org.springframework.stereotype.Repository;

/**
 * Counts the rows of all tables except Flyway's.
 */
@Repository
public class StatsRepository {

	private final Statements statements;

	private final Dialect dialect;

	StatsRepository(Statements statements, Dialect dialect) {
		this.statements = statements;
		this.dialect = dialect;
	}

	/**
	 * Counts everything.
	 * @return exact numbers of rows, those of all tables as of one moment
	 */
	public Mono<DatabaseStats> read() {
		return tables().flatMap((tables) -> Mono
			.zip(counts(tables), size(), versions(tables, "tier"), versions(tables, "processing_state"))
			.map((all) -> stats(tables, all)));
	}

	private static DatabaseStats stats(List<Table> tables,
			Tuple4<List<Long>, Optional<Long>, Map<String, Long>, Map<String, Long>> all) {
		List<Long> counts = all.getT1();
		List<DatabaseStats.TableStats> stats = IntStream.range(0, tables.size())
			.mapToObj(
					(i) -> new DatabaseStats.TableStats(tables.get(i).name(), counts.get(i), tables.get(i).sizeBytes()))
			.toList();
		return new DatabaseStats(all.getT2().orElse(null), counts.stream().mapToLong(Long::longValue).sum(), stats,
				ordered(all.getT3(), List.of("bronze", "silver", "gold")),
				ordered(all.getT4(), List.of("processed", "promoted", "rejected")));
	}

	private static Map<String, Long> ordered(Map<String, Long> found, List<String> names) {
		Map<String, Long> ordered = new LinkedHashMap<>();
		names.forEach((name) -> ordered.put(name, found.getOrDefault(name, 0L)));
		return ordered;
	}

	private static final String VERSIONS = """
			/* countFileVersions */ SELECT %1$s, count(*) FROM file_versions WHERE %1$s IS NOT NULL GROUP BY %1$s
			""";

	// A command may count a database that has not been migrated yet.
	private Mono<Map<String, Long>> versions(List<Table> tables, String column) {
		if (tables.stream().noneMatch((table) -> table.name().equals("file_versions"))) {
			return Mono.just(Map.of());
		}
		return LongWork.of(this.statements
			.sql(VERSIONS.formatted(column)).<Map
					.Entry<String, Long>>all((row) -> Map.entry(text(row), Columns.get(row, 1, Long.class)))
			.collectMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	private static final String TABLES_H2 = """
			/* listTables */
			SELECT table_name, CAST(NULL AS BIGINT)
			FROM information_schema.tables
			WHERE table_schema = current_schema AND table_type = 'BASE TABLE' AND table_name <> 'flyway_schema_history'
			ORDER BY table_name
			""";

	private static final String TABLES_POSTGRESQL = """
			/* listTables */
			SELECT CAST(c.relname AS text), pg_total_relation_size(c.oid)
			FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
			WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND c.relname <> 'flyway_schema_history'
			ORDER BY c.relname
			""";

	private Mono<List<Table>> tables() {
		return this.statements.sql(this.dialect.choose(TABLES_H2, TABLES_POSTGRESQL))
			.<Table>all((row) -> new Table(text(row), row.get(1, Long.class)))
			.collectList();
	}

	private static final String COUNT = "SELECT %d AS place, count(*) FROM \"%s\"";

	// One statement counts all tables as of one moment.
	private Mono<List<Long>> counts(List<Table> tables) {
		if (tables.isEmpty()) {
			return Mono.just(List.of());
		}
		String statement = IntStream.range(0, tables.size())
			.mapToObj((i) -> COUNT.formatted(i, tables.get(i).name().replace("\"", "\"\"")))
			.collect(Collectors.joining(" UNION ALL ", "/* countRows */ ", " ORDER BY place"));
		return LongWork
			.of(this.statements.sql(statement).<Long>all((row) -> Columns.get(row, 1, Long.class)).collectList());
	}

	private static final String SIZE_H2 = """
			/* measureDatabase */
			SELECT CAST(setting_value AS BIGINT) FROM information_schema.settings WHERE setting_name = 'info.FILE_SIZE'
			""";

	private static final String SIZE_POSTGRESQL = "/* measureDatabase */ SELECT pg_database_size(current_database())";

	private Mono<Optional<Long>> size() {
		return this.statements.sql(this.dialect.choose(SIZE_H2, SIZE_POSTGRESQL))
			.value(Long.class)
			.map(Optional::of)
			.defaultIfEmpty(Optional.empty());
	}

	private static String text(Readable row) {
		return Columns.get(row, 0, String.class);
	}

	private record Table(String name, @Nullable Long sizeBytes) {
	}

}
