package dev.tintype.data.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

import javax.sql.DataSource;

/**
 * A schema on PostgreSQL that may have no tables yet.
 */
final class EmptySchema {

	private static final String IS_EMPTY = """
			SELECT current_schema() IS NOT NULL AND NOT EXISTS (
			  SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema())
			""";

	private EmptySchema() {
	}

	/**
	 * Tries whether the first table can be created, and leaves none behind. Flyway would
	 * try to create its own ten times, with a second between.
	 * @param database to be migrated
	 * @throws SQLException if the schema is empty and the server refuses a table in it
	 */
	static void tryFirstTable(DataSource database) throws SQLException {
		try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
			if (isEmpty(statement)) {
				connection.setAutoCommit(false);
				statement.execute("CREATE TABLE \"tintype_first_" + UUID.randomUUID() + "\" (id INTEGER)");
				connection.rollback();
			}
		}
	}

	private static boolean isEmpty(Statement statement) throws SQLException {
		try (ResultSet row = statement.executeQuery(IS_EMPTY)) {
			return row.next() && row.getBoolean(1);
		}
	}

}
