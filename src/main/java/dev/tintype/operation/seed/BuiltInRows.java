package dev.tintype.operation.seed;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.tintype.data.sql.Dialect;
import dev.tintype.operation.seed.SeedTable.SeedFault;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The rows with which the service comes. Its methods block.
 */
public final class BuiltInRows {

	private BuiltInRows() {
	}

	/**
	 * Reads the rows of a table from the seed files of the service.
	 * @return the texts by column, in the order of the files
	 */
	public static List<Map<String, String>> of(String table) {
		return documents(table).stream().flatMap((document) -> document.rows().stream()).map((row) -> {
			Map<String, String> texts = new LinkedHashMap<>();
			row.forEach((name, node) -> {
				if (node instanceof ScalarNode scalar) {
					texts.put(name, scalar.getValue());
				}
			});
			return texts;
		}).toList();
	}

	/**
	 * Tells whether a table holds nothing but rows with which the service comes, none of
	 * them changed. It may hold fewer of them.
	 * @param connection to a migrated database
	 * @return true also for an empty table
	 * @throws SQLException if the database fails
	 */
	public static boolean areAlone(Connection connection, Dialect dialect, String table) throws SQLException {
		if (table.equals(SeededFiles.TABLE)) {
			return true;
		}
		long unchanged = 0;
		for (SeedDocument document : documents(table)) {
			SeedTable seeds = Seeding.tables()
				.stream()
				.filter((known) -> known.name().equals(table))
				.findFirst()
				.orElseThrow();
			Map<String, SeedColumn> columns = SeedCatalogue.columns(connection, table);
			SeedRows rows = new SeedRows(connection, dialect, seeds, columns);
			for (Map<String, Node> row : document.rows()) {
				Map<String, @Nullable Object> complete = complete(seeds, row, columns);
				unchanged += rows.isThere(complete, complete.keySet()) ? 1 : 0;
			}
		}
		return unchanged == count(connection, table);
	}

	private static Map<String, @Nullable Object> complete(SeedTable seeds, Map<String, Node> row,
			Map<String, SeedColumn> columns) {
		try {
			return seeds.complete(Seeding.typed(row, columns, new SeedValues(OffsetDateTime.now(ZoneOffset.UTC))));
		}
		catch (SeedFault ex) {
			throw new SeedException("A seed file of the service has a fault: " + ex.column() + " " + ex.getMessage(),
					ex);
		}
	}

	private static List<SeedDocument> documents(String table) {
		return SeedFiles.builtIn()
			.stream()
			.map(SeedDocument::read)
			.filter((document) -> document.table().equals(table))
			.toList();
	}

	private static long count(Connection connection, String table) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet row = statement
					.executeQuery("SELECT count(*) FROM \"" + table.replace("\"", "\"\"") + "\"")) {
			row.next();
			return row.getLong(1);
		}
	}

}
