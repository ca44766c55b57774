package dev.tintype.operation.copy;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * Finds all tables of the connection's schema, so that no archive omits one.
 */
public final class Catalogue {

	/**
	 * References without a foreign key on PostgreSQL. With them, the tables of both
	 * databases are read in the same order.
	 */
	private static final Map<String, Set<String>> HELD_WITHOUT_KEY = Map.of("captions", Set.of("images"));

	private static final String YES = "YES";

	private final DatabaseMetaData metaData;

	private final @Nullable String schema;

	public Catalogue(Connection connection) throws SQLException {
		this.metaData = connection.getMetaData();
		this.schema = connection.getSchema();
	}

	/**
	 * Finds all tables except derived ones.
	 * @return each table after those that it refers to
	 * @throws SQLException when the database does not respond
	 * @throws ArchiveException when a column has an unknown type, or references form a
	 * circle
	 */
	public List<Table> tables() throws SQLException {
		List<Table> found = new ArrayList<>();
		for (String name : names()) {
			if (!DerivedTables.contains(name)) {
				found.add(table(name));
			}
		}
		return ordered(found);
	}

	/**
	 * Finds the tables that a restore empties. The schema of an older archive lacks some.
	 * @return without columns and in no order, since none refers to another
	 * @throws SQLException when the database does not respond
	 */
	public List<Table> transientTables() throws SQLException {
		List<Table> found = new ArrayList<>();
		for (String name : names()) {
			if (DerivedTables.isTransient(name)) {
				found.add(new Table(name, List.of(), Set.of(), null, Set.of()));
			}
		}
		return found;
	}

	private Set<String> names() throws SQLException {
		Set<String> names = new TreeSet<>();
		try (ResultSet rows = this.metaData.getTables(null, this.schema, "%",
				new String[] { "TABLE", "BASE TABLE", "PARTITIONED TABLE" })) {
			while (rows.next()) {
				names.add(rows.getString("TABLE_NAME"));
			}
		}
		return names;
	}

	private Table table(String name) throws SQLException {
		List<Column> columns = new ArrayList<>();
		Set<String> large = new HashSet<>();
		String identity = null;
		try (ResultSet rows = this.metaData.getColumns(null, this.schema, pattern(name), "%")) {
			while (rows.next()) {
				String column = rows.getString("COLUMN_NAME");
				String type = rows.getString("TYPE_NAME");
				if (YES.equals(rows.getString("IS_GENERATEDCOLUMN"))) {
					continue;
				}
				columns.add(new Column(column, ColumnType.of(name + "." + column, type)));
				if (type.toLowerCase(Locale.ROOT).endsWith("large object")) {
					large.add(column);
				}
				if (YES.equals(rows.getString("IS_AUTOINCREMENT"))) {
					identity = column;
				}
			}
		}
		return new Table(name, List.copyOf(columns), Set.copyOf(large), identity, parents(name));
	}

	private Set<String> parents(String name) throws SQLException {
		Set<String> parents = new HashSet<>(HELD_WITHOUT_KEY.getOrDefault(name, Set.of()));
		try (ResultSet rows = this.metaData.getImportedKeys(null, this.schema, name)) {
			while (rows.next()) {
				parents.add(rows.getString("PKTABLE_NAME"));
			}
		}
		parents.remove(name);
		return Set.copyOf(parents);
	}

	private String pattern(String name) throws SQLException {
		return name.replace("_", this.metaData.getSearchStringEscape() + "_");
	}

	private static List<Table> ordered(List<Table> tables) {
		List<Table> left = new ArrayList<>(tables);
		List<Table> ordered = new ArrayList<>();
		Set<String> placed = new LinkedHashSet<>();
		while (!left.isEmpty()) {
			Table next = left.stream()
				.filter((table) -> placed.containsAll(table.parents()))
				.findFirst()
				.orElseThrow(() -> new ArchiveException(
						"The foreign keys of " + left.stream().map(Table::name).toList() + " form a circle"));
			left.remove(next);
			placed.add(next.name());
			ordered.add(next);
		}
		return ordered;
	}

}
