package dev.tintype.command;

import java.util.Map;
import java.util.Objects;

import dev.tintype.database.DatabaseAccess;
import org.flywaydb.core.Flyway;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Drops the schema with all rows and creates it again.
 */
@Command(name = "reset", mixinStandardHelpOptions = true,
		description = { "Drops all tables with all rows and creates them again. Stop the service first.",
				"Stored files stay; \"db integrity\" finds those that nobody refers to any more." })
final class ResetCommand extends DatabaseCommand {

	@Option(names = "--yes", description = "Does not ask.")
	private boolean yes;

	@Override
	Outcome run(ConfigurableApplicationContext context, DatabaseAccess access) {
		requireNoService(access);
		access.existing();
		confirm(this.yes, "Delete everything in %s?".formatted(access.url()));
		Flyway flyway = Flyway.configure()
			.configuration(access.flyway().getConfiguration())
			.cleanDisabled(false)
			.load();
		flyway.clean();
		flyway.migrate();
		String version = Objects.requireNonNull(schemaVersion(flyway));
		return Outcome.of(Map.of("url", access.url(), "schema_version", version),
				"Dropped all tables of %s and created them again, version %s.".formatted(access.url(), version));
	}

}
