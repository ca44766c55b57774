package dev.tintype.operation.command;

import java.nio.file.Path;

import javax.sql.DataSource;

import dev.tintype.data.database.DatabaseAccess;
import dev.tintype.operation.archive.ArchiveSummary;
import dev.tintype.operation.archive.Restore;
import dev.tintype.operation.archive.StoredFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Brings the rows of an archive into a database.
 */
@Command(name = "restore", mixinStandardHelpOptions = true,
		description = { "Verifies an archive, then brings all of its rows into an empty database, or none.",
				"It may come from the other kind of database. Stop the service first." })
final class RestoreCommand extends DatabaseCommand {

	@Parameters(paramLabel = "FILE", description = "The archive.")
	private Path file = Path.of("");

	@Option(names = "--replace", description = "Deletes the rows that are there.")
	private boolean replace;

	@Option(names = "--yes", description = "Does not ask whether rows are to be deleted.")
	private boolean yes;

	@Override
	CommandResult run(ConfigurableApplicationContext context, DatabaseAccess access) {
		try (ProgressDisplay progress = progress()) {
			ArchiveSummary archive = Restore.verify(this.file, progress);
			// A question stands alone in its line.
			progress.close();
			requireNoService(access);
			if (this.replace) {
				confirm(this.yes, "Delete all rows of %s and restore %,d rows of %s?".formatted(access.url(),
						archive.rows(), archive.createdAt()));
			}
			DataSource dataSource = access.connected();
			// A database that is not there yet, or has no schema, gets the archive's.
			if (schemaVersion(access.flyway()) == null) {
				access.migrate(MigrateCommand.upTo(access.flyway(), archive.schemaVersion()));
			}
			new Restore(dataSource, access.dialect()).with(context.getBean(StoredFiles.class))
				.run(this.file, this.replace, progress);
			access.migrate(access.flyway());
			// Each of its transactions wrote the pages that it touched anew.
			access.compact();
			return CommandResult.of(archive, "Restored %s from %s into %s.".formatted(BackupCommand.content(archive),
					archive.file(), access.url()));
		}
	}

}
