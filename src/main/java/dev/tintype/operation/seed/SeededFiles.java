package dev.tintype.operation.seed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/**
 * The seed files of the service whose rows have been added to a database.
 */
final class SeededFiles {

	/** The table of their names. */
	static final String TABLE = "seeded_files";

	private static final String NAMES = "/* findSeededFiles */ SELECT name FROM " + TABLE;

	private static final String ADD = "/* addSeededFile */ INSERT INTO " + TABLE
			+ " (name) VALUES (?) ON CONFLICT DO NOTHING";

	private SeededFiles() {
	}

	/**
	 * Reads their names.
	 * @throws SQLException if the database fails
	 */
	static Set<String> names(Connection connection) throws SQLException {
		Set<String> names = new HashSet<>();
		try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(NAMES)) {
			while (rows.next()) {
				names.add(rows.getString(1));
			}
		}
		return names;
	}

	/**
	 * Adds a file, in the transaction that added its rows. Files of users are not kept.
	 * @throws SQLException if the database fails
	 */
	static void add(Connection connection, SeedFile file) throws SQLException {
		if (file.isBuiltIn()) {
			try (PreparedStatement statement = connection.prepareStatement(ADD)) {
				statement.setString(1, file.name());
				statement.executeUpdate();
			}
		}
	}

}
