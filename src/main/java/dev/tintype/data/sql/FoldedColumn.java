package dev.tintype.data.sql;

import java.util.Objects;
import java.util.function.UnaryOperator;

import dev.tintype.data.sql.RowScan.Rows;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Finds and repairs rows whose folded column does not hold the folded text of another
 * column. The database cannot fold (ADR 17), so the texts are read.
 */
public final class FoldedColumn {

	/** Few rows, because their texts are read. */
	private static final int WINDOW = 2_000;

	/** Most texts are plain ASCII and correctly folded, and are not read. */
	private static final String TO_READ = """
			t.%1$s IS NOT NULL AND CASE WHEN t.%2$s = LOWER(t.%1$s) AND CHAR_LENGTH(t.%1$s) = OCTET_LENGTH(t.%1$s)
			  AND CHAR_LENGTH(t.%2$s) = OCTET_LENGTH(t.%2$s) THEN FALSE ELSE TRUE END""";

	private static final String SET = "/* repairFoldedText */ UPDATE %s SET %s = :folded WHERE %s = :key AND %s = :source";

	private final Statements statements;

	private final Transactions transactions;

	private final Columns columns;

	private final UnaryOperator<String> fold;

	/**
	 * Prepares the check of a column.
	 * @param statements of the database
	 * @param transactions of the database
	 * @param columns of the table
	 * @param fold gives the folded text; in ASCII it changes only A to Z
	 */
	public FoldedColumn(Statements statements, Transactions transactions, Columns columns, UnaryOperator<String> fold) {
		this.statements = statements;
		this.transactions = transactions;
		this.columns = columns;
		this.fold = fold;
	}

	/**
	 * Finds the wrong rows.
	 * @return their keys, window by window, sorted within a window
	 */
	public Flux<String> tell() {
		return wrong().map((row) -> this.columns.table() + " " + row.key());
	}

	/**
	 * Folds the texts of the wrong rows again, in a transaction per row.
	 * @return how many rows it repaired
	 */
	public Mono<Long> repair() {
		Columns c = this.columns;
		String set = SET.formatted(c.table(), c.folded(), c.key(), c.source());
		return wrong().concatMap((row) -> this.transactions.runSingle(this.statements.sql(set)
			.bind("folded", this.fold.apply(row.text()))
			.bind("key", row.key())
			.bind("source", row.text())
			.update()), 1).reduce(0L, Long::sum);
	}

	private Flux<Row> wrong() {
		Columns c = this.columns;
		Rows rows = new Rows(c.table() + " t", "t." + c.key(), c.type(), TO_READ.formatted(c.source(), c.folded()),
				WINDOW);
		return new RowScan(this.statements, this.transactions, rows)
			.<Row>read("t.%s, t.%s, t.%s".formatted(c.key(), c.source(), c.folded()), this::row)
			.publishOn(Schedulers.boundedElastic(), WINDOW)
			.filter((row) -> !this.fold.apply(row.text()).equals(row.found()));
	}

	private Row row(Readable row) {
		return new Row(Objects.requireNonNull(row.get(0, this.columns.type())),
				Objects.requireNonNull(row.get(1, String.class)), row.get(2, String.class));
	}

	/**
	 * The columns that the check reads.
	 *
	 * @param table its name
	 * @param key the primary key
	 * @param type of the key
	 * @param source the column of the text
	 * @param folded the column of the folded text
	 */
	public record Columns(String table, String key, Class<?> type, String source, String folded) {
	}

	/** What a row holds. */
	private record Row(Object key, String text, @Nullable String found) {
	}

}
