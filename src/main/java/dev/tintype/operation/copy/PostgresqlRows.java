package dev.tintype.operation.copy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/**
 * Copies rows between PostgreSQL and a file unchanged, because archives use the format of
 * COPY. At most one row of a table is in memory.
 */
final class PostgresqlRows extends RowStore {

	/**
	 * Triggers hold all rows of a statement until its end, and an error should name a row
	 * near its cause.
	 */
	private static final int ROWS_A_STATEMENT = 50_000;

	private static final String SETTINGS = """
			SET LOCAL timezone = 'UTC';
			SET LOCAL datestyle = 'ISO, YMD';
			SET LOCAL bytea_output = 'hex';
			SET LOCAL extra_float_digits = 1;
			SET LOCAL statement_timeout = 0;
			SET LOCAL idle_in_transaction_session_timeout = 0;
			SET LOCAL lock_timeout = '10s';
			""";

	PostgresqlRows(Connection connection) {
		super(connection);
	}

	@Override
	public void beginReading() throws SQLException {
		connection().setAutoCommit(false);
		connection().setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
		connection().setReadOnly(true);
		execute(SETTINGS);
	}

	@Override
	public void beginWriting() throws SQLException {
		connection().setAutoCommit(false);
		execute(SETTINGS);
	}

	@Override
	public long read(Table table, OutputStream out, Meter meter) throws SQLException, IOException {
		CopyOut copy = copies()
			.copyOut("COPY (SELECT %s FROM %s) TO STDOUT".formatted(table.columnList(), table.quoted()));
		long rows = 0;
		try {
			for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
				out.write(row);
				rows++;
				meter.add(1);
			}
		}
		finally {
			if (copy.isActive()) {
				copy.cancelCopy();
			}
		}
		return rows;
	}

	@Override
	public void lock(List<Table> tables) throws SQLException {
		execute("LOCK TABLE " + names(tables) + " IN SHARE ROW EXCLUSIVE MODE");
	}

	@Override
	public void clear(List<Table> tables) throws SQLException {
		execute("TRUNCATE " + names(tables));
	}

	@Override
	public long write(Table table, InputStream in, Meter meter) throws SQLException, IOException {
		String sql = "COPY %s (%s) FROM STDIN".formatted(table.quoted(), table.columnList());
		Lines lines = new Lines(in);
		long rows = 0;
		while (lines.hasMore()) {
			CopyIn copy = copies().copyIn(sql);
			try {
				lines.pass(ROWS_A_STATEMENT, copy, meter);
				rows += copy.endCopy();
			}
			finally {
				if (copy.isActive()) {
					copy.cancelCopy();
				}
			}
		}
		return rows;
	}

	/**
	 * Restarts identities after the greatest number, and updates the statistics of the
	 * planner.
	 */
	@Override
	public void finish(List<Table> tables) throws SQLException {
		for (Table table : tables) {
			if (table.identity() != null) {
				String column = Table.quoted(table.identity());
				long next = number("SELECT COALESCE(MAX(%s), 0) FROM %s".formatted(column, table.quoted()));
				if (next < Long.MAX_VALUE) {
					execute("ALTER TABLE %s ALTER COLUMN %s RESTART WITH %d".formatted(table.quoted(), column,
							Math.max(next, 0) + 1));
				}
			}
		}
		execute("ANALYZE " + names(tables));
	}

	private CopyManager copies() throws SQLException {
		return connection().unwrap(PGConnection.class).getCopyAPI();
	}

	private static String names(List<Table> tables) {
		return tables.stream().map(Table::quoted).collect(Collectors.joining(", "));
	}

	/** Splits a stream of lines into statements. */
	private static final class Lines {

		private final InputStream in;

		private final byte[] buffer = new byte[1 << 16];

		private int position;

		private int filled;

		Lines(InputStream in) {
			this.in = in;
		}

		boolean hasMore() throws IOException {
			if (this.position == this.filled) {
				this.position = 0;
				this.filled = Math.max(0, this.in.read(this.buffer));
			}
			return this.filled > 0;
		}

		void pass(int most, CopyIn copy, Meter meter) throws IOException, SQLException {
			int left = most;
			while (left > 0 && hasMore()) {
				int end = this.position;
				int rows = 0;
				while (end < this.filled && rows < left) {
					rows += (this.buffer[end++] == '\n') ? 1 : 0;
				}
				copy.writeToCopy(this.buffer, this.position, end - this.position);
				this.position = end;
				left -= rows;
				meter.add(rows);
			}
		}

	}

}
