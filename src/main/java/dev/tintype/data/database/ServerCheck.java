package dev.tintype.data.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Objects;

import javax.sql.DataSource;

import dev.tintype.data.connection.DatabaseAddress;
import dev.tintype.data.connection.UrlOption;
import dev.tintype.data.pool.Sessions;
import dev.tintype.support.StartException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Checks whether the service can use a PostgreSQL server and its database, and whether a
 * pooler is in front of it.
 */
final class ServerCheck {

	private static final int OLDEST = 15;

	/**
	 * While one connection holds a transaction, another one that shares sessions gets a
	 * different session. Under load that may fail to show once, but not this often.
	 */
	private static final int ROUNDS = 12;

	/** Milliseconds. */
	private static final int PATIENCE = 3000;

	private static final String SETTINGS = """
			SELECT current_setting('server_encoding'), current_schema(), current_setting('search_path'),
			  current_setting('transaction_read_only') = 'on', pg_is_in_recovery(), pg_backend_pid()
			""";

	private static final String BACKEND = "SELECT pg_backend_pid()";

	private final DatabaseAddress.Postgresql address;

	private final Sessions sessions;

	ServerCheck(DatabaseAddress.Postgresql address, Sessions sessions) {
		this.address = address;
		this.sessions = sessions;
	}

	/**
	 * Checks a server.
	 * @throws SQLException if it does not answer
	 * @throws StartException if it cannot be used
	 */
	void run(Connection connection, DataSource dataSource) throws SQLException {
		int version = connection.getMetaData().getDatabaseMajorVersion();
		if (version < OLDEST) {
			throw refusal("is PostgreSQL " + version + "; Tintype needs version " + OLDEST + " or later");
		}
		Found found = ask(connection);
		if (!"UTF8".equals(found.encoding())) {
			throw refusal("has the encoding " + found.encoding()
					+ "; Tintype needs UTF8: CREATE DATABASE name ENCODING 'UTF8' TEMPLATE template0");
		}
		if (found.schema() == null) {
			throw refusal("has none of the schemas of the search_path " + found.searchPath() + ", or "
					+ this.address.user() + " may not use them: CREATE SCHEMA, or GRANT USAGE, CREATE ON SCHEMA");
		}
		checkTarget(found);
		if (isShared(connection, dataSource, found)) {
			checkShared();
			this.sessions.share(this.address.toString());
		}
		checkSearchPath(found);
	}

	private Found ask(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(SETTINGS)) {
			row.next();
			return new Found(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4), row.getBoolean(5),
					row.getInt(6));
		}
	}

	private void checkTarget(Found found) {
		String target = Objects.requireNonNullElse(this.address.options().get(UrlOption.TARGET), "any");
		boolean writes = target.equals("read-write") || target.equals("primary");
		if (writes && (found.readOnly() || found.standby())) {
			throw refusal("is read-only" + (found.standby() ? ", a standby" : "")
					+ "; its URL has target_session_attrs=" + target);
		}
	}

	// A driver's startup parameters do not reach sessions that a pooler has already
	// opened.
	private void checkSearchPath(Found found) {
		String wanted = this.address.options().get(UrlOption.SEARCH_PATH);
		if (wanted != null && !wanted.replace(" ", "").equals(found.searchPath().replace(" ", ""))) {
			throw refusal("ignores the search_path of its URL because of a pooler: ALTER ROLE " + this.address.user()
					+ " SET search_path = …");
		}
	}

	private void checkShared() {
		String options = this.address.options().get(UrlOption.SERVER_OPTIONS);
		if (options != null && (options.contains("-c") || options.contains("--"))) {
			throw refusal("is behind a pooler that lends sessions per transaction, which does not keep the"
					+ " option \"options\" of its URL: ALTER ROLE " + this.address.user() + " SET …");
		}
	}

	private boolean isShared(Connection connection, DataSource dataSource, Found found) throws SQLException {
		Boolean known = this.address.options().pooler();
		if (known != null) {
			return known;
		}
		// A pooler reports its own process numbers to its clients.
		if (connection.unwrap(PGConnection.class).getBackendPID() == found.backend()) {
			return false;
		}
		try (Connection other = dataSource.getConnection()) {
			// No time limit for the statement: JDBC enforces it with a cancel request,
			// which can end PgBouncer before version 1.20 (pgbouncer/pgbouncer#846).
			connection.setNetworkTimeout(Runnable::run, PATIENCE);
			other.setNetworkTimeout(Runnable::run, PATIENCE);
			other.setAutoCommit(false);
			int mine = found.backend();
			int others = backend(other);
			for (int round = 0; round < ROUNDS; round++) {
				if (backend(connection) != mine) {
					return true;
				}
				other.commit();
				if (backend(connection) != mine || backend(other) != others) {
					return true;
				}
			}
			return mine == others;
		}
		catch (SQLException ex) {
			if (Objects.requireNonNullElse(ex.getMessage(), "")
				.toLowerCase(Locale.ROOT)
				.contains("statement pooling")) {
				throw refusal("is behind a pooler in statement mode, which allows no transactions:"
						+ " set pool_mode = session or transaction");
			}
			// The pooler may have a single session, which is then certainly shared.
			return true;
		}
	}

	private static int backend(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(BACKEND)) {
			row.next();
			return row.getInt(1);
		}
	}

	private StartException refusal(String reason) {
		return new StartException("The database " + this.address + " " + reason);
	}

	/**
	 * What a session reports about itself.
	 *
	 * @param encoding of the database
	 * @param schema in which tables are created; null if there is none
	 * @param searchPath as it is set
	 * @param readOnly whether its transactions may not write
	 * @param standby whether the server is a replica
	 * @param backend the number of the server's process
	 */
	private record Found(String encoding, @Nullable String schema, String searchPath, boolean readOnly, boolean standby,
			int backend) {
	}

}
