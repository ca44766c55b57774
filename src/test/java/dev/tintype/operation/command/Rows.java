package dev.tintype.operation.command;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Reads and writes rows while no service runs.
 */
final class Rows {

	private Rows() {
	}

	static void execute(Commands commands, String sql) {
		with(commands, (statement) -> {
			statement.execute(sql);
			return "";
		});
	}

	static String one(Commands commands, String sql) {
		return with(commands, (statement) -> {
			try (ResultSet row = statement.executeQuery(sql)) {
				row.next();
				return row.getString(1);
			}
		});
	}

	private static String with(Commands commands, Work work) {
		try (Connection connection = connect(commands.url()); Statement statement = connection.createStatement()) {
			return work.with(statement);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Connection connect(String url) throws SQLException {
		if (url.startsWith("h2:")) {
			// Uses the same connection settings as the service, because some of them are
			// stored in the file.
			return DriverManager.getConnection(
					"jdbc:h2:file:" + url.substring("h2:".length())
							+ ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;WRITE_DELAY=0",
					"sa", "");
		}
		String[] parts = url.replace("postgresql://", "").split("[:@]", 3);
		return DriverManager.getConnection("jdbc:postgresql://" + parts[2], parts[0], parts[1]);
	}

	/** Work with a statement. */
	private interface Work {

		String with(Statement statement) throws SQLException;

	}

}
