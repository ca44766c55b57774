package dev.tintype.operation.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import javax.sql.DataSource;

import dev.tintype.data.database.DatabaseAccess;
import dev.tintype.data.sql.Dialect;
import dev.tintype.operation.console.CommandContexts;
import dev.tintype.operation.console.CommandResult;
import dev.tintype.operation.console.DatabaseCommand;
import dev.tintype.security.audit.AuditLog;
import org.flywaydb.core.Flyway;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Drops the schema with all rows and creates it again.
 */
@Command(name = "reset", mixinStandardHelpOptions = true,
		description = { "Drops all tables with all rows and creates them again. Stop the service first.",
				"Stored files remain; \"db integrity\" finds those that no row refers to." })
final class ResetCommand extends DatabaseCommand {

	@Option(names = "--yes", description = "Does not ask for confirmation.")
	private boolean yes;

	@Override
	protected List<String> packages() {
		return CommandContexts.DATABASE;
	}

	@Override
	protected CommandResult run(ConfigurableApplicationContext context, DatabaseAccess access) {
		requireNoService(access);
		DataSource dataSource = access.existing();
		confirm(this.yes, "Delete everything in %s?".formatted(access.url()));
		drop(dataSource, access);
		Flyway flyway = access.flyway();
		access.migrate(flyway);
		AuditLog.writeOfCommand("reset", access.url(), 0);
		String version = Objects.requireNonNull(schemaVersion(flyway));
		return CommandResult.of(Map.of("url", access.url(), "schema_version", version),
				"Dropped all tables of %s and created them again, version %s.".formatted(access.url(), version));
	}

	private static void drop(DataSource dataSource, DatabaseAccess access) {
		if (access.dialect() == Dialect.POSTGRESQL) {
			Flyway.configure().configuration(access.flyway().getConfiguration()).cleanDisabled(false).load().clean();
			return;
		}
		// Flyway would drop an alias once per overload.
		try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
			statement.execute("DROP ALL OBJECTS");
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
