package dev.tintype.support;

import java.util.Objects;

import dev.tintype.sql.RowScan;
import dev.tintype.sql.RowScan.Rows;
import dev.tintype.sql.Statements;
import dev.tintype.sql.Transactions;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Checks a column that holds the text of another one, folded by {@link AnyCase}.
 *
 * @param table its name
 * @param key the primary key
 * @param type of the key
 * @param source the column of the text
 * @param folded the column of the folded text
 */
public record FoldedColumn(String table, String key, Class<?> type, String source, String folded) {

	/** Few: texts are read. */
	private static final int WINDOW = 2_000;

	/** Most texts are plain ASCII and right, which needs no reading. */
	private static final String TO_READ = """
			t.%1$s IS NOT NULL AND CASE WHEN t.%2$s = LOWER(t.%1$s) AND CHAR_LENGTH(t.%1$s) = OCTET_LENGTH(t.%1$s)
			  AND CHAR_LENGTH(t.%2$s) = OCTET_LENGTH(t.%2$s) THEN FALSE ELSE TRUE END""";

	private static final String SET = "/* repairFoldedText */ UPDATE %s SET %s = :folded WHERE %s = :key AND %s = :source";

	/**
	 * The check and its repair.
	 * @param name of the check
	 * @param what the rows are called, in the plural
	 * @param statements of the database
	 * @param transactions of the database
	 * @return tells the rows by their keys
	 */
	public IntegrityCheck check(String name, String what, Statements statements, Transactions transactions) {
		return IntegrityCheck.quick(name, what + """
				 of which the text for searches in any case, %s, is not that of %s. \
				Repair folds the text again.""".formatted(this.folded, this.source),
				wrong(statements, transactions).map((row) -> this.table + " " + row.key()),
				repair(statements, transactions));
	}

	/**
	 * Folds the texts again of which the folded one is wrong.
	 * @param statements of the database
	 * @param transactions of the database
	 * @return how many they were
	 */
	public Mono<Long> repair(Statements statements, Transactions transactions) {
		String set = SET.formatted(this.table, this.folded, this.key, this.source);
		return wrong(statements, transactions).concatMap((row) -> transactions.runSingle(statements.sql(set)
			.bind("folded", AnyCase.fold(row.text()))
			.bind("key", row.key())
			.bind("source", row.text())
			.update()), 1).reduce(0L, Long::sum);
	}

	private Flux<Row> wrong(Statements statements, Transactions transactions) {
		Rows rows = new Rows(this.table + " t", "t." + this.key, this.type, TO_READ.formatted(this.source, this.folded),
				WINDOW);
		return new RowScan(statements, transactions, rows)
			.<Row>read("t.%s, t.%s, t.%s".formatted(this.key, this.source, this.folded), this::row)
			.publishOn(Schedulers.boundedElastic(), WINDOW)
			.filter((row) -> !AnyCase.fold(row.text()).equals(row.found()));
	}

	private Row row(Readable row) {
		return new Row(Objects.requireNonNull(row.get(0, this.type)), Objects.requireNonNull(row.get(1, String.class)),
				row.get(2, String.class));
	}

	/** What a row holds. */
	private record Row(Object key, String text, @Nullable String found) {
	}

}
