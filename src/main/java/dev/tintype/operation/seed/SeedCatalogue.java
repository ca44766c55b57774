package dev.tintype.operation.seed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads from the database which columns a table has. SQL contains only names that this
 * class returned, never a name from a seed file.
 */
final class SeedCatalogue {

	private static final String COLUMNS = """
			/* seedColumns */
			SELECT column_name, data_type, CAST(character_maximum_length AS BIGINT), is_nullable, column_default, is_identity,
			  is_generated
			FROM information_schema.columns
			WHERE table_schema = CURRENT_SCHEMA AND table_name = ?
			ORDER BY ordinal_position
			""";

	private SeedCatalogue() {
	}

	/**
	 * The columns of a table.
	 * @return by name; empty if the table does not exist
	 * @throws SQLException if the database fails
	 */
	static Map<String, SeedColumn> columns(Connection connection, String table) throws SQLException {
		Map<String, SeedColumn> columns = new LinkedHashMap<>();
		try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
			statement.setString(1, table);
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					boolean generated = "YES".equals(rows.getString(6)) || "ALWAYS".equals(rows.getString(7));
					boolean required = "NO".equals(rows.getString(4)) && rows.getString(5) == null && !generated;
					columns.put(rows.getString(1),
							new SeedColumn(rows.getString(1), rows.getString(2).toLowerCase(Locale.ROOT),
									rows.getObject(3, Long.class), required, generated));
				}
			}
		}
		return columns;
	}

}
