package dev.tintype.command;

import java.nio.file.Path;

import dev.tintype.archive.ArchiveSummary;
import dev.tintype.archive.Backup;
import dev.tintype.database.DatabaseAccess;
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

	@Override
	Outcome run(ConfigurableApplicationContext context, DatabaseAccess access) {
		try (ProgressDisplay progress = progress()) {
			ArchiveSummary summary = new Backup(access.existing(), access.dialect(), access.url()).write(this.file,
					this.replace, progress);
			return Outcome.of(summary, "Wrote %,d rows of %d tables to %s (%s).".formatted(summary.rows(),
					summary.tables().size(), summary.file(), StatsCommand.size(summary.bytes())));
		}
	}

}
