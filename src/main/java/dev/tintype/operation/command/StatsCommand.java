package dev.tintype.operation.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.tintype.data.database.DatabaseAccess;
import dev.tintype.operation.console.CommandContexts;
import dev.tintype.operation.console.CommandResult;
import dev.tintype.operation.console.DatabaseCommand;
import dev.tintype.operation.status.DatabaseStats;
import dev.tintype.operation.status.StatsRepository;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Counts rows.
 */
@Command(name = "stats", mixinStandardHelpOptions = true,
		description = "Counts the rows of each table and shows the size on disk.")
final class StatsCommand extends DatabaseCommand {

	@Override
	protected List<String> packages() {
		return CommandContexts.DATABASE;
	}

	@Override
	protected CommandResult run(ConfigurableApplicationContext context, DatabaseAccess access) {
		access.existing();
		DatabaseStats stats = context.getBean(StatsRepository.class).read().toFuture().join();
		List<String> lines = new ArrayList<>();
		lines.add("%-24s %14s %10s".formatted("table", "rows", "size"));
		stats.tables()
			.forEach((table) -> lines
				.add("%-24s %14s %10s".formatted(table.table(), count(table.rows()), size(table.sizeBytes()))));
		lines.add("%-24s %14s %10s".formatted("all", count(stats.rows()), size(stats.sizeBytes())));
		stats.tiers()
			.forEach((tier, versions) -> lines.add("%-24s %14s".formatted("  photos in " + tier, count(versions))));
		stats.processingStates()
			.forEach((state, versions) -> lines.add("%-24s %14s".formatted("  photos " + state, count(versions))));
		return CommandResult.of(stats, lines);
	}

	private static String count(long rows) {
		return String.format(Locale.ROOT, "%,d", rows);
	}

	/**
	 * Formats a size for people.
	 * @param bytes null if the size is not known
	 * @return the size with a unit
	 */
	static String size(@Nullable Long bytes) {
		if (bytes == null) {
			return "";
		}
		double value = bytes;
		int unit = 0;
		while (value >= 1024 && unit < 4) {
			value /= 1024;
			unit++;
		}
		return String.format(Locale.ROOT, (unit > 0) ? "%.1f %s" : "%.0f %s", value,
				List.of("B", "KiB", "MiB", "GiB", "TiB").get(unit));
	}

}
