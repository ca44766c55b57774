package dev.tintype.library.pictallion;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

import javax.sql.DataSource;

import dev.tintype.operation.pictallion.ImportException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * Reads the tables of Pictallion from one snapshot. Its releases have different columns,
 * so it reads those that exist. Each value is read as text. Not for several threads at
 * once.
 */
final class SourceDatabase implements AutoCloseable {

	private static final int FETCHED = 500;

	/** A session reads times without a zone as UTC. The import may last for hours. */
	private static final String BEGIN = """
			SET LOCAL TIME ZONE 'UTC';
			SET LOCAL datestyle = 'ISO';
			SET LOCAL statement_timeout = 0;
			SET LOCAL idle_in_transaction_session_timeout = 0;
			""";

	private static final String COLUMNS = """
			SELECT table_name, column_name, data_type FROM information_schema.columns
			WHERE table_schema = ANY (current_schemas(FALSE)) ORDER BY table_name, ordinal_position
			""";

	private final Connection connection;

	/** The expressions that read columns as text, by column, by table. */
	private final Map<String, Map<String, String>> tables = new LinkedHashMap<>();

	private SourceDatabase(Connection connection) {
		this.connection = connection;
	}

	/**
	 * Opens the snapshot.
	 * @throws ImportException if the database cannot be read, or is none of Pictallion
	 */
	static SourceDatabase open(DataSource dataSource) {
		try {
			SourceDatabase database = new SourceDatabase(dataSource.getConnection());
			try {
				database.begin();
			}
			catch (SQLException | RuntimeException ex) {
				database.close();
				throw ex;
			}
			return database;
		}
		catch (SQLException ex) {
			throw failure(ex);
		}
	}

	private void begin() throws SQLException {
		this.connection.setReadOnly(true);
		this.connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
		this.connection.setAutoCommit(false);
		try (Statement statement = this.connection.createStatement()) {
			statement.execute(BEGIN);
			try (ResultSet row = statement.executeQuery(COLUMNS)) {
				while (row.next()) {
					String column = quoted(row.getString(2));
					this.tables.computeIfAbsent(row.getString(1), (table) -> new LinkedHashMap<>())
						.put(row.getString(2),
								"ARRAY".equals(row.getString(3)) ? "to_json(" + column + ")::text" : column + "::text");
				}
			}
		}
		for (String table : List.of("media_assets", "file_versions")) {
			if (!this.tables.containsKey(table)) {
				throw new ImportException("The database has no table " + table + ": it is no library of Pictallion");
			}
		}
	}

	/**
	 * Counts the rows of a table.
	 * @return 0 for a table that this release of Pictallion does not have
	 */
	long count(String table) {
		if (!this.tables.containsKey(table)) {
			return 0;
		}
		try (Statement statement = this.connection.createStatement();
				ResultSet row = statement.executeQuery("SELECT count(*) FROM " + quoted(table))) {
			row.next();
			return row.getLong(1);
		}
		catch (SQLException ex) {
			throw failure(ex);
		}
	}

	/**
	 * Reads a table on a scheduler for blocking work.
	 * @param size the most rows of a chunk
	 * @return chunks of rows, ordered by id; empty if the table does not exist
	 */
	Flux<List<SourceRow>> chunks(String table, int size) {
		if (!this.tables.containsKey(table)) {
			return Flux.empty();
		}
		return Flux.<List<SourceRow>, Cursor>generate(() -> new Cursor(table, select(table) + " ORDER BY id"),
				(cursor, sink) -> {
					List<SourceRow> rows = cursor.next(size);
					if (rows.isEmpty()) {
						sink.complete();
					}
					else {
						sink.next(rows);
					}
					return cursor;
				}, Cursor::close)
			.subscribeOn(Schedulers.boundedElastic());
	}

	/**
	 * Reads the rows that refer to others. It blocks.
	 * @param column that has one of the values
	 * @return the rows, ordered by id
	 */
	List<SourceRow> referring(String table, String column, Collection<String> values) {
		String sql = select(table) + " WHERE " + quoted(column) + "::text = ANY (?) ORDER BY id";
		try (PreparedStatement statement = this.connection.prepareStatement(sql)) {
			statement.setArray(1, this.connection.createArrayOf("text", values.toArray()));
			try (ResultSet result = statement.executeQuery()) {
				List<SourceRow> rows = new ArrayList<>();
				while (result.next()) {
					rows.add(row(table, result));
				}
				return rows;
			}
		}
		catch (SQLException ex) {
			throw failure(ex);
		}
	}

	private String select(String table) {
		StringJoiner columns = new StringJoiner(", ", "SELECT ", " FROM " + quoted(table));
		this.tables.getOrDefault(table, Map.of()).values().forEach(columns::add);
		return columns.toString();
	}

	private SourceRow row(String table, ResultSet result) throws SQLException {
		Map<String, @Nullable String> values = new LinkedHashMap<>();
		int index = 0;
		for (String column : this.tables.getOrDefault(table, Map.of()).keySet()) {
			values.put(column, result.getString(++index));
		}
		return new SourceRow(values);
	}

	private static String quoted(String name) {
		return '"' + name.replace("\"", "\"\"") + '"';
	}

	private static ImportException failure(SQLException ex) {
		String message = String.valueOf(ex.getMessage()).lines().findFirst().orElse("");
		return new ImportException("The database of Pictallion cannot be read: " + message, ex);
	}

	@Override
	public void close() {
		try {
			this.connection.close();
		}
		catch (SQLException ex) {
			throw failure(ex);
		}
	}

	/**
	 * The open result of a query, which the server sends in parts.
	 */
	private final class Cursor {

		private final String table;

		private final Statement statement;

		private final ResultSet result;

		Cursor(String table, String sql) {
			this.table = table;
			try {
				this.statement = SourceDatabase.this.connection.createStatement();
				this.statement.setFetchSize(FETCHED);
				this.result = this.statement.executeQuery(sql);
			}
			catch (SQLException ex) {
				throw failure(ex);
			}
		}

		List<SourceRow> next(int size) {
			try {
				List<SourceRow> rows = new ArrayList<>();
				while (rows.size() < size && this.result.next()) {
					rows.add(row(this.table, this.result));
				}
				return rows;
			}
			catch (SQLException ex) {
				throw failure(ex);
			}
		}

		void close() {
			try {
				this.statement.close();
			}
			catch (SQLException ex) {
				throw failure(ex);
			}
		}

	}

}
