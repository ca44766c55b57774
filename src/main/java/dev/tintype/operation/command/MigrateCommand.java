package dev.tintype.operation.command;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.tintype.data.database.DatabaseAccess;
import dev.tintype.operation.console.CommandContexts;
import dev.tintype.operation.console.CommandException;
import dev.tintype.operation.console.CommandResult;
import dev.tintype.operation.console.DatabaseCommand;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.output.MigrateOutput;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Runs pending migrations.
 */
@Command(name = "migrate", mixinStandardHelpOptions = true,
		description = "Runs the pending migrations, as the service does when it starts.")
final class MigrateCommand extends DatabaseCommand {

	@Option(names = "--to", paramLabel = "VERSION", description = "The last migration to run.")
	private @Nullable String to;

	@Override
	protected List<String> packages() {
		return CommandContexts.DATABASE;
	}

	@Override
	protected CommandResult run(ConfigurableApplicationContext context, DatabaseAccess access) {
		access.connected();
		if (this.to != null) {
			requireKnown(access.flyway(), this.to);
		}
		Flyway flyway = upTo(access.flyway(), this.to);
		List<String> done = access.migrate(flyway).stream().map((migration) -> name(migration)).toList();
		String version = Objects.requireNonNull(schemaVersion(flyway));
		if (done.isEmpty()) {
			return CommandResult.of(Map.of("applied", done, "schema_version", version),
					"There was nothing to migrate: the schema has version %s.".formatted(version));
		}
		return CommandResult.of(Map.of("applied", done, "schema_version", version),
				"Applied %s. The schema has version %s.".formatted(String.join(", ", done), version));
	}

	/**
	 * Limits the migrations to a last one. It may be one that only the other database
	 * has.
	 * @param version the last version; null for all
	 * @return the same configuration with this target
	 */
	static Flyway upTo(Flyway flyway, @Nullable String version) {
		return (version != null)
				? Flyway.configure().configuration(flyway.getConfiguration()).target(version + "?").load() : flyway;
	}

	private void requireKnown(Flyway flyway, String version) {
		MigrationVersion newest = Arrays.stream(flyway.info().all())
			.map(MigrationInfo::getVersion)
			.filter(Objects::nonNull)
			.max(MigrationVersion::compareTo)
			.orElse(MigrationVersion.EMPTY);
		if (!version.matches("[1-9][0-9]{0,8}") || MigrationVersion.fromVersion(version).compareTo(newest) > 0) {
			throw new ParameterException(commandLine(),
					"There is no migration %s; the newest is %s".formatted(version, newest));
		}
		MigrationInfo current = flyway.info().current();
		if (current != null && current.getVersion().compareTo(MigrationVersion.fromVersion(version)) > 0) {
			throw new CommandException(
					"The schema has version %s; it cannot go back to %s".formatted(current.getVersion(), version));
		}
	}

	private static String name(MigrateOutput migration) {
		return migration.version + " (" + migration.description + ")";
	}

}
