package dev.tintype.operation.command;

import java.nio.file.Path;

import javax.sql.DataSource;

import dev.tintype.data.database.DatabaseAccess;
import dev.tintype.operation.archive.ArchiveSummary;
import dev.tintype.operation.archive.Restore;
import dev.tintype.operation.archive.StoredFiles;
import dev.tintype.operation.console.CommandResult;
import dev.tintype.operation.console.DatabaseCommand;
import dev.tintype.operation.console.ProgressDisplay;
import dev.tintype.security.audit.AuditLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Restores the rows of an archive into a database.
 */
@Command(name = "restore", mixinStandardHelpOptions = true,
		description = { "Verifies an archive, then restores all of its rows into an empty database, or none.",
				"The archive may come from the other kind of database. Stop the service first." })
final class RestoreCommand extends DatabaseCommand {

	@Parameters(paramLabel = "FILE", description = "The archive.")
	private Path file = Path.of("");

	@Option(names = "--replace", description = "Deletes the existing rows.")
	private boolean replace;

	@Option(names = "--yes", description = "Does not ask before it deletes rows.")
	private boolean yes;

	@Override
	protected CommandResult run(ConfigurableApplicationContext context, DatabaseAccess access) {
		try (ProgressDisplay progress = progress()) {
			ArchiveSummary archive = Restore.verify(this.file, progress);
			// A question must start on a new line.
			progress.close();
			requireNoService(access);
			if (this.replace) {
				confirm(this.yes, "Delete all rows of %s and restore %,d rows from %s?".formatted(access.url(),
						archive.rows(), archive.createdAt()));
			}
			DataSource dataSource = access.connected();
			// A database without a schema gets the schema of the archive.
			if (schemaVersion(access.flyway()) == null) {
				access.migrate(MigrateCommand.upTo(access.flyway(), archive.schemaVersion()));
			}
			new Restore(dataSource, access.dialect())
				.with(context.getBeanProvider(StoredFiles.class).orderedStream().toList())
				.run(this.file, this.replace, progress);
			access.migrate(access.flyway());
			AuditLog.writeOfCommand("restored", archive.file(), archive.rows());
			// Each transaction wrote new copies of the pages that it changed.
			access.compact();
			return CommandResult.of(archive, "Restored %s from %s into %s.".formatted(BackupCommand.content(archive),
					archive.file(), access.url()));
		}
	}

}
