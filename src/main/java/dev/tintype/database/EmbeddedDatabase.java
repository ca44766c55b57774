package dev.tintype.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import dev.tintype.support.StartException;

/**
 * What H2 needs around it: a look at its settings when it opens, and an orderly end.
 */
final class EmbeddedDatabase {

	private static final String WRITE_DELAY = """
			SELECT setting_value
			FROM information_schema.settings
			WHERE setting_name = 'WRITE_DELAY'
			""";

	private EmbeddedDatabase() {
	}

	/**
	 * Makes sure that a commit is written before it is acknowledged.
	 * @param connection to H2
	 * @throws SQLException if H2 does not answer
	 * @throws StartException if it would acknowledge first
	 */
	static void check(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(WRITE_DELAY)) {
			String delay = row.next() ? row.getString(1) : "default";
			if (!"0".equals(delay)) {
				throw new StartException(
						"H2 would acknowledge before it writes (WRITE_DELAY is " + delay + ", it must be 0)");
			}
		}
	}

}
