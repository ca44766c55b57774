package dev.tintype.operation.copy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import dev.tintype.data.sql.Dialect;

/**
 * Reads and writes the rows of whole tables, in one transaction of a connection that
 * nothing else uses.
 */
public abstract sealed class RowStore permits PostgresqlRows, H2Rows {

	private final Connection connection;

	RowStore(Connection connection) {
		this.connection = connection;
	}

	public static RowStore of(Connection connection, Dialect dialect) throws SQLException {
		return dialect.choose(new H2Rows(connection), new PostgresqlRows(connection));
	}

	/**
	 * Begins a transaction that reads all tables as of one moment.
	 * @throws SQLException when the database does not respond
	 */
	public abstract void beginReading() throws SQLException;

	/**
	 * Begins a transaction that writes.
	 * @throws SQLException when the database does not respond
	 */
	public abstract void beginWriting() throws SQLException;

	/**
	 * Copies all rows of a table as lines.
	 * @param out is not closed
	 * @param meter counts the rows
	 * @return the number of rows
	 * @throws SQLException when the database fails
	 * @throws IOException when the file fails
	 */
	public abstract long read(Table table, OutputStream out, Meter meter) throws SQLException, IOException;

	/**
	 * Prevents others from writing, if the database can.
	 * @throws SQLException when others are writing
	 */
	public abstract void lock(List<Table> tables) throws SQLException;

	/**
	 * Deletes all rows.
	 * @param tables each after those that it refers to
	 * @throws SQLException when the database fails
	 */
	public abstract void clear(List<Table> tables) throws SQLException;

	/**
	 * Adds rows to a table.
	 * @param table its columns are in the order of the fields
	 * @param in lines; it is read to the end and not closed
	 * @param meter counts the rows
	 * @return the number of rows
	 * @throws SQLException when the database fails
	 * @throws IOException when the file fails
	 */
	public abstract long write(Table table, InputStream in, Meter meter) throws SQLException, IOException;

	/**
	 * Updates what depends on the rows.
	 * @throws SQLException when the database fails
	 */
	public abstract void finish(List<Table> tables) throws SQLException;

	/**
	 * Begins the feed of changes anew if a restore has emptied it. A client that followed
	 * the feed before is told to read its listings again.
	 * @param cleared the emptied tables
	 * @throws SQLException when the database fails
	 */
	public final void beginFeed(List<Table> cleared) throws SQLException {
		if (cleared.stream().anyMatch((table) -> table.name().equals(DerivedTables.CHANGES))) {
			execute("INSERT INTO changes (topic, kind, count) VALUES ('feed', 'begun', 0)");
		}
	}

	public final long count(Table table) throws SQLException {
		return number("SELECT count(*) FROM " + table.quoted());
	}

	public final boolean isEmpty(Table table) throws SQLException {
		return number("SELECT count(*) FROM (SELECT 1 FROM " + table.quoted() + " LIMIT 1) t") == 0;
	}

	final long number(String sql) throws SQLException {
		try (Statement statement = this.connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
			row.next();
			return row.getLong(1);
		}
	}

	final int execute(String sql) throws SQLException {
		try (Statement statement = this.connection.createStatement()) {
			return statement.executeUpdate(sql);
		}
	}

	final Connection connection() {
		return this.connection;
	}

}
