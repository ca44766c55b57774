package dev.tintype.data.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import dev.tintype.data.connection.DatabaseAddress;
import dev.tintype.data.connection.H2Options;
import dev.tintype.support.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the settings of H2 when it opens, and closes it after the last connection of the
 * pool. It does nothing for PostgreSQL.
 */
final class EmbeddedDatabase implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

	private static final String WRITE_DELAY = """
			SELECT setting_value
			FROM information_schema.settings
			WHERE setting_name = 'WRITE_DELAY'
			""";

	private final DatabaseAddress address;

	private boolean open;

	EmbeddedDatabase(DatabaseAddress address) {
		this.address = address;
	}

	/**
	 * Checks that H2 writes a commit before it acknowledges it.
	 * @param connection to H2
	 * @throws SQLException if H2 does not answer
	 * @throws StartException if it would acknowledge first
	 */
	void check(Connection connection) throws SQLException {
		this.open = !(this.address instanceof DatabaseAddress.H2Served);
		try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(WRITE_DELAY)) {
			String delay = row.next() ? row.getString(1) : "default";
			if (!"0".equals(delay) && this.address instanceof DatabaseAddress.H2File) {
				throw new StartException(
						"H2 would acknowledge before it writes (WRITE_DELAY is " + delay + ", it must be 0)");
			}
		}
	}

	@Override
	public void close() {
		if (!this.open) {
			return;
		}
		this.open = false;
		try (Connection connection = DriverManager.getConnection(this.address.jdbcUrl(), H2Options.USER,
				H2Options.PASSWORD); Statement statement = connection.createStatement()) {
			statement.execute("SHUTDOWN");
		}
		catch (SQLException ex) {
			LOG.warn("The database {} was not closed cleanly: {}", this.address, ex.getMessage());
		}
	}

}
