package dev.tintype.durability;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Writes rows into an H2 file until it is killed. After each commit it prints how many
 * rows are acknowledged. So a test sees what H2 guarantees with the settings of the URL.
 * It needs nothing but H2, so that the load kit can start it from its source.
 */
public final class AcknowledgingWriter {

	private AcknowledgingWriter() {
	}

	/**
	 * Writes or counts rows.
	 * @param arguments the JDBC URL; {@code count} after it prints the number of rows and
	 * ends
	 * @throws SQLException if the database cannot be used
	 */
	public static void main(String[] arguments) throws SQLException {
		try (Connection connection = DriverManager.getConnection(arguments[0], "sa", "")) {
			if (arguments.length > 1) {
				count(connection);
			}
			else {
				write(connection);
			}
		}
	}

	private static void count(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery("SELECT count(*) FROM acknowledged")) {
			row.next();
			System.out.println(row.getLong(1));
		}
		catch (SQLException ex) {
			// H2 lost even the table.
			System.out.println(0);
		}
	}

	private static void write(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute("CREATE TABLE IF NOT EXISTS acknowledged (id BIGINT PRIMARY KEY, text VARCHAR)");
		}
		try (PreparedStatement insert = connection.prepareStatement("INSERT INTO acknowledged VALUES (?, ?)")) {
			for (long i = 1; i < Long.MAX_VALUE; i++) {
				insert.setLong(1, i);
				insert.setString(2, "caption number " + i);
				insert.executeUpdate();
				System.out.println(i);
			}
		}
	}

}
