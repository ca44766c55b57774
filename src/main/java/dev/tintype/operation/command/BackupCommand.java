package dev.tintype.operation.command;

import java.nio.file.Path;
import java.util.Locale;

import dev.tintype.data.database.DatabaseAccess;
import dev.tintype.operation.archive.ArchiveSummary;
import dev.tintype.operation.archive.Backup;
import dev.tintype.operation.archive.StoredFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Writes all rows to one file.
 */
@Command(name = "backup", mixinStandardHelpOptions = true,
		description = { "Writes all rows of one moment to one archive, while the service runs.",
				"It restores into either kind of database." })
final class BackupCommand extends DatabaseCommand {

	@Parameters(paramLabel = "FILE", description = "The archive, which is not there yet.")
	private Path file = Path.of("");

	@Option(names = "--replace", description = "Takes the place of a file that is there.")
	private boolean replace;

	@Option(names = "--files", description = "Takes the stored files (uploads) into the archive.")
	private boolean files;

	@Override
	CommandResult run(ConfigurableApplicationContext context, DatabaseAccess access) {
		try (ProgressDisplay progress = progress()) {
			ArchiveSummary summary = new Backup(access.existing(), access.dialect(), access.url())
				.with(context.getBean(StoredFiles.class), this.files)
				.write(this.file, this.replace, progress);
			return CommandResult.of(summary, "Wrote %s to %s (%s).".formatted(content(summary), summary.file(),
					StatsCommand.size(summary.bytes())));
		}
	}

	/**
	 * What is in an archive, in words.
	 * @return rows, tables and files
	 */
	static String content(ArchiveSummary archive) {
		return String.format(Locale.ROOT, "%,d rows of %d tables%s", archive.rows(), archive.tables().size(),
				(archive.files() != null) ? String.format(Locale.ROOT, " and %,d files", archive.files()) : "");
	}

}
