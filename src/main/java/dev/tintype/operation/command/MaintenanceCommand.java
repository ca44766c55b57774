package dev.tintype.operation.command;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.tintype.data.database.DatabaseAccess;
import dev.tintype.data.sql.Dialect;
import dev.tintype.operation.console.CommandContexts;
import dev.tintype.operation.console.CommandResult;
import dev.tintype.operation.console.DatabaseCommand;
import dev.tintype.operation.console.ProgressDisplay;
import picocli.CommandLine.Command;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Frees disk space of a database and updates the statistics of its planner.
 */
@Command(name = "maintenance", mixinStandardHelpOptions = true,
		description = { "PostgreSQL: VACUUM (ANALYZE) of each table, while the service runs.",
				"H2: ANALYZE, and compacts the file unless a service has it open." })
final class MaintenanceCommand extends DatabaseCommand {

	private static final String TABLES = """
			SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)
			FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
			WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p')
			ORDER BY c.relname
			""";

	private static final String SIZE_POSTGRESQL = "SELECT pg_database_size(current_database())";

	private static final String SIZE_H2 = """
			SELECT CAST(setting_value AS BIGINT) FROM information_schema.settings WHERE setting_name = 'info.FILE_SIZE'
			""";

	@Override
	protected List<String> packages() {
		return CommandContexts.DATABASE;
	}

	@Override
	protected CommandResult run(ConfigurableApplicationContext context, DatabaseAccess access) {
		try (Connection connection = access.existing().getConnection();
				Statement statement = connection.createStatement()) {
			long before = size(statement, access.dialect());
			if (access.dialect() == Dialect.POSTGRESQL) {
				vacuum(statement);
				return told(before, size(statement, access.dialect()), "Vacuumed and analyzed all tables");
			}
			statement.execute("ANALYZE");
			if (!access.compact()) {
				return told(before, size(statement, access.dialect()),
						"Analyzed all tables (the file can be compacted only while no service has it open)");
			}
			return told(before, afterCompacting(access), "Analyzed all tables and compacted the file");
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static long afterCompacting(DatabaseAccess access) throws SQLException {
		try (Connection connection = access.existing().getConnection();
				Statement statement = connection.createStatement()) {
			return size(statement, access.dialect());
		}
	}

	private void vacuum(Statement statement) throws SQLException {
		List<String> tables = new ArrayList<>();
		try (ResultSet rows = statement.executeQuery(TABLES)) {
			while (rows.next()) {
				tables.add(rows.getString(1));
			}
		}
		try (ProgressDisplay progress = progress()) {
			for (int i = 0; i < tables.size(); i++) {
				statement.execute("VACUUM (ANALYZE) " + tables.get(i));
				progress.at("Vacuum", i + 1L, tables.size());
			}
		}
	}

	private static long size(Statement statement, Dialect dialect) throws SQLException {
		try (ResultSet row = statement.executeQuery(dialect.choose(SIZE_H2, SIZE_POSTGRESQL))) {
			return row.next() ? row.getLong(1) : 0;
		}
	}

	private static CommandResult told(long before, long after, String what) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("size_before_bytes", before);
		json.put("size_after_bytes", after);
		return CommandResult.of(json,
				"%s: %s on disk, %s before.".formatted(what, StatsCommand.size(after), StatsCommand.size(before)));
	}

}
