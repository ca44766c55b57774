package dev.tintype.operation.status;

import java.util.List;
import java.util.Objects;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.operation.integrity.IntegrityCheck;
import dev.tintype.operation.integrity.IntegrityChecks;
import reactor.core.publisher.Flux;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Repository;

/**
 * Checks that the schema is the expected one, and that PostgreSQL enforces all of it. It
 * runs last, after other checks have repaired rows that violate constraints.
 */
@Repository
@Order(90)
class SchemaIntegrity implements IntegrityChecks {

	private static final String INDEXES = """
			/* findInvalidIndexes */
			SELECT 'index ' || c.relname, format('REINDEX INDEX CONCURRENTLY %I', c.relname)
			FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
			WHERE c.relnamespace = to_regnamespace(current_schema()) AND NOT (i.indisvalid AND i.indisready)
			  AND NOT EXISTS (SELECT 1 FROM pg_stat_progress_create_index p WHERE p.index_relid = i.indexrelid)
			ORDER BY 1
			""";

	private static final String CONSTRAINTS = """
			/* findUnvalidatedConstraints */
			SELECT 'constraint ' || c.conname || ' of ' || t.relname,
			  format('ALTER TABLE %I VALIDATE CONSTRAINT %I', t.relname, c.conname)
			FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
			WHERE c.connamespace = to_regnamespace(current_schema()) AND NOT c.convalidated
			ORDER BY 1
			""";

	/** The feature that counts images checks its own triggers. */
	private static final String TRIGGERS = """
			/* findDisabledTriggers */
			SELECT 'trigger ' || g.tgname || ' of ' || t.relname,
			  format('ALTER TABLE %I ENABLE TRIGGER %I', t.relname, g.tgname)
			FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid
			WHERE t.relnamespace = to_regnamespace(current_schema()) AND g.tgenabled NOT IN ('O', 'A')
			  AND (g.tgisinternal OR t.relname <> 'images')
			ORDER BY 1
			""";

	private final SchemaRepository schemas;

	private final ExpectedSchema expected;

	private final Statements statements;

	private final Dialect dialect;

	private final Transactions transactions;

	SchemaIntegrity(SchemaRepository schemas, ExpectedSchema expected, Statements statements, Dialect dialect,
			Transactions transactions) {
		this.schemas = schemas;
		this.expected = expected;
		this.statements = statements;
		this.dialect = dialect;
		this.transactions = transactions;
	}

	@Override
	public List<IntegrityCheck> all() {
		IntegrityCheck differences = IntegrityCheck.quick("schema.differences", """
				Tables, columns, constraints and indexes that differ from the expected schema. They are only \
				reported.""",
				this.schemas.read()
					.flatMapIterable((found) -> Compatibility.harmful(this.expected.schema(), found))
					.filter((difference) -> !isHalfMade(difference))
					.map(SchemaIntegrity::text),
				null);
		return switch (this.dialect) {
			case H2 -> List.of(differences);
			case POSTGRESQL -> List.of(catalogue("schema.triggers", """
					Disabled triggers, including those of foreign keys. Repair enables them; other checks \
					inspect the rows that were written meanwhile.""", TRIGGERS),
					catalogue("schema.constraints",
							"Constraints that were never validated. Repair validates them, unless rows violate them.",
							CONSTRAINTS),
					IntegrityCheck.quick("schema.indexes",
							"Invalid indexes, which the database does not use. Repair builds them again concurrently.",
							find(INDEXES).map(Part::text),
							find(INDEXES)
								.concatMap((part) -> this.statements.sql(part.repair()).then().thenReturn(1L), 0)
								.reduce(0L, Long::sum)),
					differences);
		};
	}

	private IntegrityCheck catalogue(String name, String description, String sql) {
		return IntegrityCheck.quick(name, description, find(sql).map(Part::text),
				find(sql).concatMap(
						(part) -> this.transactions.run(this.statements.sql(part.repair()).then().thenReturn(1L)), 0)
					.reduce(0L, Long::sum));
	}

	private Flux<Part> find(String sql) {
		// All parts are known before the first one changes.
		return this.statements.sql(sql)
			.<Part>all((row) -> new Part(Columns.get(row, 0, String.class), Columns.get(row, 1, String.class)))
			.collectList()
			.flatMapIterable((parts) -> parts);
	}

	// Other checks report these.
	private static boolean isHalfMade(Compatibility.Difference difference) {
		String found = difference.found();
		return found != null && (found.equals(difference.expected() + " invalid")
				|| found.equals(difference.expected() + " NOT VALID"));
	}

	private static String text(Compatibility.Difference difference) {
		return difference.kind() + " " + difference.name() + " of " + difference.table() + ": expected "
				+ Objects.requireNonNullElse(difference.expected(), "none") + ", found "
				+ Objects.requireNonNullElse(difference.found(), "none");
	}

	/**
	 * A part that is not in effect.
	 *
	 * @param text for people
	 * @param repair a statement
	 */
	private record Part(String text, String repair) {
	}

}
