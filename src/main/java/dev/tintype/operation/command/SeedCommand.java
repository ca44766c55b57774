package dev.tintype.operation.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import dev.tintype.data.database.DatabaseAccess;
import dev.tintype.operation.console.CommandException;
import dev.tintype.operation.console.CommandResult;
import dev.tintype.operation.console.DatabaseCommand;
import dev.tintype.operation.seed.SeedSettings;
import dev.tintype.operation.seed.SeedSummary;
import dev.tintype.operation.seed.Seeding;
import picocli.CommandLine.Command;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Adds the initial rows that are missing.
 */
@Command(name = "seed", mixinStandardHelpOptions = true, description = {
		"Adds the initial rows that are missing: all of them, or none.", "Existing rows do not change." })
final class SeedCommand extends DatabaseCommand {

	@Override
	protected CommandResult run(ConfigurableApplicationContext context, DatabaseAccess access) {
		DataSource dataSource = access.existing();
		if (schemaVersion(access.flyway()) == null) {
			throw new CommandException("There is no schema yet: \"db init\" creates it");
		}
		SeedSummary done = new Seeding(dataSource, access.dialect(), context.getBean(SeedSettings.class).folders())
			.run();
		List<String> lines = new ArrayList<>();
		done.files()
			.forEach((file) -> lines.add("%s: %,d rows of %s added, %,d existed already".formatted(file.file(),
					file.added(), file.table(), file.present())));
		lines.add("%d files, %,d rows added".formatted(done.files().size(), done.added()));
		return CommandResult.of(Map.of("added", done.added(), "present", done.present(), "files", done.files()), lines);
	}

}
