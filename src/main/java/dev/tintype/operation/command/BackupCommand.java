package dev.tintype.operation.command;

import java.nio.file.Path;
import java.util.Locale;

import dev.tintype.data.database.DatabaseAccess;
import dev.tintype.data.storage.StorageSettings;
import dev.tintype.operation.archive.ArchiveSummary;
import dev.tintype.operation.archive.Backup;
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
 * Writes all rows to an archive.
 */
@Command(name = "backup", mixinStandardHelpOptions = true,
		description = { "Writes all rows of one moment to an archive, while the service runs.",
				"The archive can be restored into either kind of database." })
final class BackupCommand extends DatabaseCommand {

	@Parameters(paramLabel = "FILE", description = "The path of the new archive.")
	private Path file = Path.of("");

	@Option(names = "--replace", description = "Replaces an existing file.")
	private boolean replace;

	@Option(names = "--files", description = "Adds the stored files (uploads) to the archive.")
	private boolean files;

	@Override
	protected CommandResult run(ConfigurableApplicationContext context, DatabaseAccess access) {
		if (this.files) {
			context.getBean(StorageSettings.class).requireFolder();
		}
		try (ProgressDisplay progress = progress()) {
			ArchiveSummary summary = new Backup(access.existing(), access.dialect(), access.url())
				.with(context.getBeanProvider(StoredFiles.class).orderedStream().toList(), this.files)
				.write(this.file, this.replace, progress);
			AuditLog.writeOfCommand("backup", summary.file(), summary.rows());
			return CommandResult.of(summary, "Wrote %s to %s (%s).".formatted(content(summary), summary.file(),
					StatsCommand.size(summary.bytes())));
		}
	}

	/**
	 * Describes the content of an archive.
	 * @return rows, tables and files
	 */
	static String content(ArchiveSummary archive) {
		return String.format(Locale.ROOT, "%,d rows of %d tables%s", archive.rows(), archive.tables().size(),
				(archive.files() != null) ? String.format(Locale.ROOT, " and %,d files", archive.files()) : "");
	}

}
