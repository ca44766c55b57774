package dev.tintype.operation.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import javax.sql.DataSource;

import dev.tintype.data.database.DatabaseAccess;
import dev.tintype.operation.console.CommandContexts;
import dev.tintype.operation.console.CommandResult;
import dev.tintype.operation.console.DatabaseCommand;
import dev.tintype.operation.status.AppliedMigration;
import dev.tintype.operation.status.Migrations;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Reports whether the database responds, and which migrations it has.
 */
@Command(name = "status", mixinStandardHelpOptions = true,
		description = "Reports whether the database responds, its version, and its migrations, applied and pending.")
final class StatusCommand extends DatabaseCommand {

	@Override
	protected List<String> packages() {
		return CommandContexts.DATABASE;
	}

	@Override
	protected CommandResult run(ConfigurableApplicationContext context, DatabaseAccess access) {
		DataSource dataSource = access.existing();
		List<AppliedMigration> migrations = context.getBean(Migrations.class).all().toFuture().join();
		List<AppliedMigration> applied = migrations.stream().filter((one) -> one.installedOn() != null).toList();
		List<AppliedMigration> pending = migrations.stream().filter((one) -> one.installedOn() == null).toList();
		Status status = new Status(access.url(), access.dialect().name().toLowerCase(Locale.ROOT), version(dataSource),
				access.isServed(), newest(applied), applied, pending);
		return CommandResult.of(status, status.lines());
	}

	// Repeatable migrations have no version, and come last.
	private static @Nullable String newest(List<AppliedMigration> applied) {
		return applied.stream()
			.map(AppliedMigration::version)
			.filter(Objects::nonNull)
			.reduce((first, second) -> second)
			.orElse(null);
	}

	private static String version(DataSource dataSource) {
		try (Connection connection = dataSource.getConnection()) {
			return connection.getMetaData().getDatabaseProductVersion();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The state of the database.
	 *
	 * @param url without credentials
	 * @param type "h2" or "postgresql"
	 * @param version as the database reports it
	 * @param throughService whether the command uses the database through a service
	 * @param schemaVersion null without a schema
	 * @param applied migrations, in their order
	 * @param pending migrations, in their order
	 */
	record Status(String url, String type, String version, boolean throughService, @Nullable String schemaVersion,
			List<AppliedMigration> applied, List<AppliedMigration> pending) {

		List<String> lines() {
			List<String> lines = new ArrayList<>();
			lines.add("%s responds: %s %s%s".formatted(this.url, this.type, this.version,
					this.throughService ? ", through the service that has it open" : ""));
			lines.add((this.schemaVersion != null) ? "Schema version " + this.schemaVersion
					: "There is no schema yet: \"db init\" creates it");
			this.applied.forEach((migration) -> lines.add("  %-4s %-40s %s %s".formatted(migration.version(),
					migration.description(), migration.state(), migration.installedOn())));
			this.pending.forEach((migration) -> lines
				.add("  %-4s %-40s pending".formatted(migration.version(), migration.description())));
			return lines;
		}

	}

}
