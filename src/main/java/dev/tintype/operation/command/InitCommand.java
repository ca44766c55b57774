package dev.tintype.operation.command;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.tintype.data.database.DatabaseAccess;
import dev.tintype.operation.console.CommandContexts;
import dev.tintype.operation.console.CommandResult;
import dev.tintype.operation.console.DatabaseCommand;
import org.flywaydb.core.Flyway;
import picocli.CommandLine.Command;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Creates the schema of a database without one.
 */
@Command(name = "init", mixinStandardHelpOptions = true,
		description = "Creates the schema of the database, unless it exists.")
final class InitCommand extends DatabaseCommand {

	@Override
	protected List<String> packages() {
		return CommandContexts.DATABASE;
	}

	@Override
	protected CommandResult run(ConfigurableApplicationContext context, DatabaseAccess access) {
		access.connected();
		Flyway flyway = access.flyway();
		String before = schemaVersion(flyway);
		if (before != null) {
			int pending = flyway.info().pending().length;
			return CommandResult.of(Map.of("url", access.url(), "created", false, "schema_version", before),
					"The schema of %s exists, version %s.%s".formatted(access.url(), before,
							(pending > 0) ? " %d migrations are pending: see \"db migrate\".".formatted(pending) : ""));
		}
		access.migrate(flyway);
		String version = Objects.requireNonNull(schemaVersion(flyway));
		return CommandResult.of(Map.of("url", access.url(), "created", true, "schema_version", version),
				"Created the schema of %s, version %s.".formatted(access.url(), version));
	}

}
