package dev.tintype.search.fulltext;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.RowScan;
import dev.tintype.data.sql.RowScan.Rows;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.operation.integrity.IntegrityCheck;
import dev.tintype.operation.integrity.IntegrityChecks;
import reactor.core.publisher.Flux;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Repository;

/**
 * Checks that the full-text indexes beside H2 belong to the database and contain its
 * rows. It only reads an index, since another process may write it. PostgreSQL has no
 * such index.
 */
@Repository
@Order(60)
class TextIntegrity implements IntegrityChecks {

	private static final int BATCH = 1_000;

	private final TextIndexes indexes;

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	TextIntegrity(TextIndexes indexes, Statements statements, Dialect dialect, Transactions transactions) {
		this.indexes = indexes;
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
	}

	@Override
	public List<IntegrityCheck> all() {
		if (this.dialect == Dialect.POSTGRESQL) {
			return List.of();
		}
		List<IntegrityCheck> checks = new ArrayList<>(List.of(token(), index()));
		this.indexes.all().stream().map(this::rows).forEach(checks::add);
		checks.add(kinds());
		checks.add(numbers());
		return checks;
	}

	private static final String COUNT_TOKENS = "/* countTokens */ SELECT count(*) FROM text_index";

	/** Keeps the smallest of several tokens. */
	private static final String DELETE_TOKENS = """
			/* deleteTokens */ DELETE FROM text_index WHERE token <> (SELECT min(token) FROM text_index)
			""";

	private static final String ADD_TOKEN = """
			/* addToken */ INSERT INTO text_index SELECT RANDOM_UUID() WHERE NOT EXISTS (SELECT 1 FROM text_index)
			""";

	private IntegrityCheck token() {
		Flux<String> found = this.statements.sql(COUNT_TOKENS)
			.value(Long.class)
			.filter((count) -> count != 1)
			.map((count) -> "text_index has " + count + " rows")
			.flux();
		return IntegrityCheck.quick("text-index.token", """
				The table text_index, whose only row holds the token of the full-text indexes. Repair adds a missing \
				row or deletes additional ones.""", found,
				this.transactions.run(this.statements.sql(DELETE_TOKENS)
					.update()
					.flatMap((deleted) -> this.statements.sql(ADD_TOKEN)
						.update()
						.map((added) -> Math.min(1, deleted + added)))));
	}

	private IntegrityCheck index() {
		Flux<LiveIndex> wrong = Flux.fromIterable(this.indexes.all())
			.filterWhen((index) -> index.onDisk().flatMap(IndexedRows::fault).hasElement(), 1);
		return IntegrityCheck.quick("text-index.files", """
				Full-text indexes that belong to another database or cannot be read. Repair rebuilds those that this \
				process has open. The service rebuilds the others when it opens them.""",
				Flux.fromIterable(this.indexes.all())
					.concatMap((index) -> index.onDisk().flatMap(IndexedRows::fault), 1),
				wrong.concatMap((index) -> index.renew(), 1).filter((renewed) -> renewed).count());
	}

	private IntegrityCheck rows(LiveIndex index) {
		Flux<IndexedRows.Difference> differences = index.onDisk().flatMapMany(IndexedRows::differences);
		return IntegrityCheck.quick("text-index." + index.kind() + "-rows", """
				Rows that the full-text index lacks, and deleted rows that it still has. Repair writes notes for \
				them. The service processes these within a second, or when it starts.""",
				differences.map(IndexedRows.Difference::text),
				differences.map(IndexedRows.Difference::id)
					.buffer(BATCH)
					.concatMap((ids) -> this.transactions.run(this.indexes.changed(index.kind(), ids))
						.thenReturn((long) ids.size()), 1)
					.reduce(0L, Long::sum));
	}

	private IntegrityCheck kinds() {
		String known = this.indexes.all()
			.stream()
			.map((index) -> "c.kind <> '" + index.kind() + "'")
			.collect(Collectors.joining(" AND "));
		RowScan rows = new RowScan(this.statements, this.transactions,
				new Rows("text_changes c", "c.seq", Long.class, known));
		return IntegrityCheck.quick("text-changes.kind", """
				Change notes of an unknown kind, which no full-text index processes. Repair deletes them.""",
				rows.tell("'note ' || CAST(c.seq AS VARCHAR) || ' of a ' || c.kind"),
				rows.repair("/* deleteStrayNotes */ DELETE FROM text_changes c WHERE {rows}"));
	}

	private static final String NUMBERS = """
			/* compareNoteNumbers */
			SELECT greatest.seq, c.identity_base
			FROM (SELECT max(seq) AS seq FROM text_changes) greatest, information_schema.columns c
			WHERE c.table_schema = current_schema AND c.table_name = 'text_changes' AND c.column_name = 'seq'
			  AND c.identity_base <= greatest.seq
			""";

	private static final String RESTART = """
			/* restartNoteNumbers */
			ALTER TABLE text_changes ALTER COLUMN seq RESTART WITH (SELECT max(seq) + 1 FROM text_changes)
			""";

	private IntegrityCheck numbers() {
		Flux<String> behind = this.statements.sql(NUMBERS)
			.all((row) -> "next number " + row.get(1, Long.class) + ", greatest seq " + row.get(0, Long.class));
		return IntegrityCheck.quick("text-changes.numbers", """
				The next number of a change note, which must be greater than all existing ones. Otherwise documents \
				and messages cannot be saved. Repair sets it to the greatest number plus one.""", behind,
				behind.next().flatMap((found) -> this.statements.sql(RESTART).then().thenReturn(1L)));
	}

}
