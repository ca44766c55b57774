package dev.tintype.data.sql;

import java.util.function.Function;

import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Looks through a table for rows that are wrong, window by window in the order of a key,
 * so that no statement runs long and none gives many rows.
 */
public final class RowScan {

	/** Stands in a statement of repair for the wrong rows of the window. */
	public static final String ROWS = "{rows}";

	/**
	 * Short enough for the time that a statement has, even where each row is looked up.
	 */
	private static final int WINDOW = 10_000;

	private final Statements statements;

	private final Transactions transactions;

	private final Rows rows;

	/**
	 * A scan.
	 * @param statements of the database
	 * @param transactions of the database
	 */
	public RowScan(Statements statements, Transactions transactions, Rows rows) {
		this.statements = statements;
		this.transactions = transactions;
		this.rows = rows;
	}

	/**
	 * Tells the wrong rows, each as of one moment.
	 * @param text an expression for a row, with DISTINCT in front where rows share one
	 * @return window by window, those of a window sorted
	 */
	public Flux<String> tell(String text) {
		return read(text, (row) -> Columns.get(row, 0, String.class));
	}

	/**
	 * Reads the wrong rows, each as of one moment.
	 * @param <T> what a row means
	 * @param columns to read
	 * @param mapping reads a row
	 * @return window by window, those of a window sorted by the first column
	 */
	public <T> Flux<T> read(String columns, Function<? super Readable, ? extends T> mapping) {
		String select = "/* checkIntegrity */ SELECT " + columns + " FROM " + this.rows.table() + " WHERE " + ROWS
				+ " ORDER BY 1";
		return windows().concatMap((window) -> statement(select, window).<T>all(mapping), 0);
	}

	/**
	 * Repairs the wrong rows, a transaction for each window.
	 * @param sql changes the rows that {@link #ROWS} stands for
	 * @return how many it changed
	 */
	public Mono<Long> repair(String sql) {
		return windows().concatMap((window) -> this.transactions.run(statement(sql, window).update()), 0)
			.reduce(0L, Long::sum);
	}

	/**
	 * Repairs the wrong rows when others that write to them are kept waiting.
	 * @param lock selects for update, so that the statement behind it sees what others
	 * have committed
	 * @param sql changes the rows that {@link #ROWS} stands for
	 * @return how many it changed
	 */
	public Mono<Long> repair(String lock, String sql) {
		return windows()
			.concatMap((window) -> this.transactions.run(
					statement(lock, window).all((row) -> true).then(Mono.defer(() -> statement(sql, window).update()))),
					1)
			.reduce(0L, Long::sum);
	}

	/**
	 * The windows, which hold all rows of the table.
	 * @return in order
	 */
	private Flux<Window> windows() {
		return window(null).expand((window) -> (window.last() != null) ? window(window.last()) : Mono.empty());
	}

	private Mono<Window> window(@Nullable Object after) {
		String key = this.rows.key();
		String behind = (after != null) ? " WHERE " + key + " > :after" : "";
		Statements.Call statement = this.statements.sql("/* findWindow */ SELECT " + key + " FROM " + this.rows.table()
				+ behind + " ORDER BY " + key + " LIMIT 1 OFFSET :rows");
		return ((after != null) ? statement.bind("after", after) : statement).bind("rows", this.rows.window() - 1)
			.<Window>one((row) -> new Window(after, row.get(0, this.rows.type())))
			.defaultIfEmpty(new Window(after, null));
	}

	private Statements.Call statement(String sql, Window window) {
		String key = this.rows.key();
		String after = (window.after() != null) ? key + " > :after AND " : "";
		String last = (window.last() != null) ? key + " <= :last AND " : "";
		Statements.Call statement = this.statements
			.sql(sql.replace(ROWS, after + last + "(" + this.rows.wrong() + ")"));
		if (window.after() != null) {
			statement.bind("after", window.after());
		}
		if (window.last() != null) {
			statement.bind("last", window.last());
		}
		return statement;
	}

	/**
	 * The rows that are looked for.
	 *
	 * @param table with its alias
	 * @param key a column with an index, with the alias; rows that share a value are in
	 * one window
	 * @param type of the key
	 * @param wrong a condition on the alias
	 * @param window how many rows are looked at by a statement
	 */
	public record Rows(String table, String key, Class<?> type, String wrong, int window) {

		/**
		 * Rows of which a statement looks at thousands.
		 * @param table with its alias
		 * @param key a column with an index, with the alias
		 * @param type of the key
		 * @param wrong a condition on the alias
		 */
		public Rows(String table, String key, Class<?> type, String wrong) {
			this(table, key, type, wrong, WINDOW);
		}

	}

	/**
	 * A range of keys.
	 *
	 * @param after the key behind which it begins, null for the first
	 * @param last the key with which it ends, null for the last
	 */
	private record Window(@Nullable Object after, @Nullable Object last) {
	}

}
