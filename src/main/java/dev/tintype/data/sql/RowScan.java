package dev.tintype.data.sql;

import java.util.function.Function;

import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Searches a table for wrong rows, window by window in the order of a key. So no
 * statement runs long and none returns many rows.
 */
public final class RowScan {

	/** Stands for the wrong rows of the window in a repair statement. */
	public static final String ROWS = "{rows}";

	/**
	 * Small enough for the time limit of a statement, even where it looks up each row.
	 */
	private static final int WINDOW = 10_000;

	private final Statements statements;

	private final Transactions transactions;

	private final Rows rows;

	/**
	 * Prepares a scan.
	 * @param statements of the database
	 * @param transactions of the database
	 * @param rows to find
	 */
	public RowScan(Statements statements, Transactions transactions, Rows rows) {
		this.statements = statements;
		this.transactions = transactions;
		this.rows = rows;
	}

	/**
	 * Describes the wrong rows of each window, as of one moment.
	 * @param text an SQL expression for a row, with DISTINCT in front where rows share
	 * one
	 * @return window by window, sorted within a window
	 */
	public Flux<String> tell(String text) {
		return read(text, (row) -> Columns.get(row, 0, String.class));
	}

	/**
	 * Reads the wrong rows of each window, as of one moment.
	 * @param <T> what a row means
	 * @param columns to read
	 * @param mapping reads a row
	 * @return window by window, sorted by the first column within a window
	 */
	public <T> Flux<T> read(String columns, Function<? super Readable, ? extends T> mapping) {
		String select = "/* checkIntegrity */ SELECT " + columns + " FROM " + this.rows.table() + " WHERE " + ROWS
				+ " ORDER BY 1";
		return windows().concatMap((window) -> statement(select, window).<T>all(mapping), 0);
	}

	/**
	 * Repairs the wrong rows, in a transaction per window.
	 * @param sql changes the rows that {@link #ROWS} stands for
	 * @return how many rows it changed
	 */
	public Mono<Long> repair(String sql) {
		return windows().concatMap((window) -> this.transactions.run(statement(sql, window).update()), 0)
			.reduce(0L, Long::sum);
	}

	/**
	 * Repairs the wrong rows while other writers of these rows wait.
	 * @param lock selects the rows for update, so that the statement after it sees what
	 * others have committed
	 * @param sql changes the rows that {@link #ROWS} stands for
	 * @return how many rows it changed
	 */
	public Mono<Long> repair(String lock, String sql) {
		return windows()
			.concatMap((window) -> this.transactions.run(
					statement(lock, window).all((row) -> true).then(Mono.defer(() -> statement(sql, window).update()))),
					1)
			.reduce(0L, Long::sum);
	}

	/**
	 * Returns the windows, which together hold all rows of the table.
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
	 * The rows that a scan searches for.
	 *
	 * @param table with its alias
	 * @param key an indexed column, with the alias; rows with equal values are in one
	 * window
	 * @param type of the key
	 * @param wrong a condition on the alias
	 * @param window how many rows a statement examines
	 */
	public record Rows(String table, String key, Class<?> type, String wrong, int window) {

		/**
		 * Creates a search in which a statement examines thousands of rows.
		 * @param table with its alias
		 * @param key an indexed column, with the alias
		 * @param wrong a condition on the alias
		 */
		public Rows(String table, String key, Class<?> type, String wrong) {
			this(table, key, type, wrong, WINDOW);
		}

	}

	/**
	 * A range of keys.
	 *
	 * @param after the key after which it begins, null for the first window
	 * @param last the key with which it ends, null for the last window
	 */
	private record Window(@Nullable Object after, @Nullable Object last) {
	}

}
