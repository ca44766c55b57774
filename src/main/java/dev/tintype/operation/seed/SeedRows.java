package dev.tintype.operation.seed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import dev.tintype.data.sql.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * Inserts rows into one table, on one connection.
 */
final class SeedRows {

	private final Connection connection;

	private final Dialect dialect;

	private final SeedTable table;

	private final Map<String, SeedColumn> columns;

	SeedRows(Connection connection, Dialect dialect, SeedTable table, Map<String, SeedColumn> columns) {
		this.connection = connection;
		this.dialect = dialect;
		this.table = table;
		this.columns = columns;
	}

	/**
	 * Whether a row with the same values exists.
	 * @return whether there is one
	 * @throws SQLException if the database fails
	 */
	boolean isThere(Map<String, @Nullable Object> row, Collection<String> same) throws SQLException {
		String sql = "/* findSeed */ SELECT 1 FROM " + quoted() + " WHERE "
				+ same.stream()
					.map((name) -> column(name).quoted() + " IS NOT DISTINCT FROM " + place(column(name)))
					.collect(Collectors.joining(" AND "));
		try (PreparedStatement statement = this.connection.prepareStatement(sql)) {
			bind(statement, same.stream().<@Nullable Object>map(row::get).toList());
			try (ResultSet found = statement.executeQuery()) {
				return found.next();
			}
		}
	}

	/**
	 * Inserts a row.
	 * @throws SQLException if the row cannot be inserted
	 */
	void add(Map<String, @Nullable Object> row, String id) throws SQLException {
		String sql = "/* addSeed */ INSERT INTO " + quoted() + " ("
				+ row.keySet().stream().map((name) -> column(name).quoted()).collect(Collectors.joining(", "))
				+ ") VALUES ("
				+ row.keySet().stream().map((name) -> place(column(name))).collect(Collectors.joining(", ")) + ")";
		try (PreparedStatement statement = this.connection.prepareStatement(sql)) {
			bind(statement, new ArrayList<>(row.values()));
			statement.executeUpdate();
		}
		String note = this.table.note(this.dialect);
		if (note != null) {
			try (PreparedStatement statement = this.connection.prepareStatement(note)) {
				statement.setObject(1, Objects.requireNonNull(row.get(id)));
				statement.executeUpdate();
			}
		}
	}

	private String quoted() {
		return "\"" + this.table.name().replace("\"", "\"\"") + "\"";
	}

	private SeedColumn column(String name) {
		return Objects.requireNonNull(this.columns.get(name), name);
	}

	// H2 treats a text as a JSON string unless FORMAT JSON is given. PostgreSQL needs the
	// type, but on H2 a cast would cut a number to its scale.
	private String place(SeedColumn column) {
		String typed = "CAST(? AS " + column.type() + ")";
		return this.dialect.choose(column.isJson() ? "? FORMAT JSON" : "?", typed);
	}

	private static void bind(PreparedStatement statement, List<? extends @Nullable Object> values) throws SQLException {
		for (int i = 0; i < values.size(); i++) {
			statement.setObject(i + 1, values.get(i));
		}
	}

}
