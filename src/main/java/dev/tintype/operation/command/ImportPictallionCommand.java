package dev.tintype.operation.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.tintype.data.database.DatabaseAccess;
import dev.tintype.operation.console.CommandException;
import dev.tintype.operation.console.CommandResult;
import dev.tintype.operation.console.DatabaseCommand;
import dev.tintype.operation.console.ProgressDisplay;
import dev.tintype.operation.pictallion.ImportReport;
import dev.tintype.operation.pictallion.ImportRequest;
import dev.tintype.operation.pictallion.PictallionImport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Imports the library of another application.
 */
@Command(name = "import-pictallion", mixinStandardHelpOptions = true,
		description = { "Imports a library of Pictallion from its PostgreSQL database: all of it, or nothing.",
				"Rows whose id exists already stay as they are, so a second import changes nothing.",
				"Pictures join in place. Stop the service first." })
final class ImportPictallionCommand extends DatabaseCommand {

	private static final int SHOWN = 3;

	@Parameters(paramLabel = "URL", description = "The database: postgresql://user:password@host:5432/name")
	private String url = "";

	@Option(names = "--media", paramLabel = "FOLDER", required = true,
			description = { "The folder of Pictallion's files, from which relative paths start.",
					"It must be below TINTYPE_IMAGES_ROOTS." })
	private Path media = Path.of("");

	@Option(names = "--dry-run", description = "Reads everything, reports, and changes nothing.")
	private boolean dryRun;

	@Option(names = "--copy", description = "Copies the files into the library instead of leaving them in place.")
	private boolean copy;

	@Override
	protected CommandResult run(ConfigurableApplicationContext context, DatabaseAccess access) {
		access.existing();
		if (access.flyway().info().pending().length > 0) {
			throw new CommandException("The schema is not the one of this release: \"db migrate\" updates it");
		}
		requireNoService(access);
		try (ProgressDisplay progress = progress()) {
			ImportReport report = context.getBean(PictallionImport.class)
				.run(new ImportRequest(DatabaseAccess.server(this.url), this.media.toAbsolutePath().normalize(),
						this.dryRun, this.copy), (done, total) -> progress.at("Assets", done, total));
			List<ImportReport.TableReport> tables = report.tables();
			return CommandResult.of(Map.of("dry_run", this.dryRun, "tables", tables), lines(tables));
		}
	}

	private List<String> lines(List<ImportReport.TableReport> tables) {
		List<String> lines = new ArrayList<>();
		for (ImportReport.TableReport table : tables) {
			lines.add(String.format(Locale.ROOT, "%s: %,d %s, %,d skipped", table.table(), table.imported(),
					this.dryRun ? "would be imported" : "imported", table.skipped()));
			table.reasons().forEach((reason) -> lines.add(line(reason)));
		}
		lines.add(this.dryRun ? "Nothing was changed." : "The import is complete.");
		return lines;
	}

	private static String line(ImportReport.Reason reason) {
		List<String> shown = reason.examples().stream().limit(SHOWN).toList();
		return String.format(Locale.ROOT, "  %,d: %s (%s%s)", reason.rows(), reason.reason(), String.join(", ", shown),
				(reason.rows() > shown.size()) ? ", …" : "");
	}

}
