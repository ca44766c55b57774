package dev.tintype.library.pictallion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Imports tables whose rows are copied one by one.
 */
@Component
class PlainImport {

	private final Statements statements;

	private final Dialect dialect;

	private final int chunk;

	PlainImport(Statements statements, Dialect dialect, BatchSettings settings) {
		this.statements = statements;
		this.dialect = dialect;
		this.chunk = settings.chunkSize();
	}

	/**
	 * Imports a table in the transaction of the caller.
	 */
	Mono<Void> run(PlainTable table, SourceDatabase source, ImportState state) {
		return source.chunks(table.name(), this.chunk)
			.concatMap((rows) -> write(table, converted(table, rows, state), state), 0)
			.then();
	}

	/**
	 * Converts rows, and reports those that have a fault.
	 */
	static List<Map<String, @Nullable Object>> converted(PlainTable table, List<SourceRow> rows, ImportState state) {
		List<Map<String, @Nullable Object>> converted = new ArrayList<>();
		for (SourceRow row : rows) {
			try {
				converted.add(table.conversion().apply(row, state));
			}
			catch (RowFault ex) {
				state.report().skipped(table.name(), row.name(), ex.reason());
			}
		}
		return converted;
	}

	/**
	 * Inserts the rows that do not exist yet, and reports the others.
	 * @param rows with their ids, at most a chunk
	 */
	Mono<Void> write(PlainTable table, List<Map<String, @Nullable Object>> rows, ImportState state) {
		if (rows.isEmpty()) {
			return Mono.empty();
		}
		Mono<Set<UUID>> ids = table.target()
			.existing(this.statements, this.dialect, rows.stream().map(PlainImport::id).toList());
		String key = table.key();
		Mono<Set<String>> keys = (key != null) ? table.target()
			.existing(this.statements, this.dialect, key,
					rows.stream().map((row) -> String.valueOf(row.get(key))).toList())
				: Mono.just(Set.of());
		return Mono.zip(ids, keys).flatMap((found) -> {
			List<Map<String, @Nullable Object>> fresh = new ArrayList<>();
			for (Map<String, @Nullable Object> row : rows) {
				state.present(table.name(), id(row));
				if (found.getT1().contains(id(row))) {
					state.report().skipped(table.name(), id(row).toString(), "the id exists already");
				}
				else if (key != null && !found.getT2().add(String.valueOf(row.get(key)))) {
					state.report().skipped(table.name(), id(row).toString(), "its " + key + " exists already");
				}
				else {
					fresh.add(row);
				}
			}
			state.report().imported(table.name(), fresh.size());
			return table.target().insert(this.statements, this.dialect, fresh);
		});
	}

	private static UUID id(Map<String, @Nullable Object> row) {
		return (UUID) Objects.requireNonNull(row.get("id"));
	}

}
