package dev.tintype.operation.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.tintype.data.database.DatabaseAccess;
import dev.tintype.operation.console.CommandResult;
import dev.tintype.operation.console.DatabaseCommand;
import dev.tintype.operation.console.ProgressDisplay;
import dev.tintype.operation.integrity.CheckResult;
import dev.tintype.operation.integrity.Integrity;
import dev.tintype.operation.integrity.RepairResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import reactor.core.publisher.Flux;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Looks for damage, and repairs it on request.
 */
@Command(name = "integrity", mixinStandardHelpOptions = true,
		description = { "Looks for damage that the constraints of the database do not prevent, and reports it.",
				"The exit code is 1 if damage is found, or is left after a repair." })
final class IntegrityCommand extends DatabaseCommand {

	private static final int SHOWN = 10;

	@Option(names = "--deep", description = "Also reads files and contents, and compares hashes.")
	private boolean deep;

	@Option(names = "--repair", description = "Repairs what can be repaired without losing what a person wrote.")
	private boolean repair;

	@Option(names = "--check", paramLabel = "NAME", split = ",", description = "Runs only these checks; see --list.")
	private Set<String> only = new TreeSet<>();

	@Option(names = "--list", description = "Only lists the names of the checks.")
	private boolean list;

	@Override
	protected CommandResult run(ConfigurableApplicationContext context, DatabaseAccess access) {
		access.existing();
		Integrity integrity = chosen(context.getBean(Integrity.class));
		if (this.list) {
			return CommandResult.of(Map.of("checks", integrity.names()), integrity.names());
		}
		return this.repair ? repaired(integrity) : inspected(integrity);
	}

	private Integrity chosen(Integrity all) {
		try {
			return this.only.isEmpty() ? all : all.only(this.only);
		}
		catch (IllegalArgumentException ex) {
			throw new ParameterException(commandLine(), ex.getMessage() + "; \"db integrity --list\" lists the names");
		}
	}

	private CommandResult inspected(Integrity integrity) {
		List<CheckResult> results = collect(integrity.inspect(this.deep), integrity);
		List<String> lines = new ArrayList<>();
		results.forEach((result) -> lines.addAll(lines(result)));
		long findings = results.stream().mapToLong(CheckResult::count).sum();
		boolean clean = results.stream().allMatch(CheckResult::isClean);
		lines.add(clean ? "%d checks, no damage found".formatted(results.size())
				: "%d checks, %,d findings%s".formatted(results.size(), findings, failed(results))
						+ (results.stream().anyMatch((result) -> result.repairable() && result.count() > 0)
								? "; --repair repairs those that are marked repairable" : ""));
		return new CommandResult(clean, Map.of("clean", clean, "findings", findings, "checks", results), lines);
	}

	private static String failed(List<CheckResult> results) {
		long failed = results.stream().filter((result) -> result.fault() != null).count();
		return (failed > 0) ? ", %d failed".formatted(failed) : "";
	}

	private CommandResult repaired(Integrity integrity) {
		List<RepairResult> results = collect(integrity.repair(this.deep), integrity);
		List<String> lines = new ArrayList<>();
		for (RepairResult result : results) {
			if (!result.before().isClean() || !result.after().isClean() || result.fault() != null) {
				lines.add("%s: %,d found, %,d repaired, %,d left".formatted(result.before().name(), result.found(),
						result.repaired(), result.left()));
				lines.addAll(details(result.after()));
				if (result.fault() != null) {
					lines.add("  The repair failed: " + result.fault());
				}
			}
		}
		boolean clean = results.stream().allMatch((result) -> result.after().isClean() && result.fault() == null);
		long left = results.stream().mapToLong(RepairResult::left).sum();
		lines.add(clean ? "%d checks, no damage left".formatted(results.size())
				: "%d checks, %,d findings left".formatted(results.size(), left));
		return new CommandResult(clean, Map.of("clean", clean, "left", left, "checks", results), lines);
	}

	private <T> List<T> collect(Flux<T> results, Integrity integrity) {
		List<T> all = new ArrayList<>();
		try (ProgressDisplay progress = progress()) {
			progress.at("Checks", 0, integrity.names().size());
			results.doOnNext((result) -> {
				all.add(result);
				progress.at("Checks", all.size(), integrity.names().size());
			}).then().toFuture().join();
		}
		return all;
	}

	private static List<String> lines(CheckResult result) {
		List<String> lines = new ArrayList<>();
		if (!result.isClean()) {
			lines.add("%s: %,d found%s. %s".formatted(result.name(), result.count(),
					result.repairable() ? ", repairable" : "", result.description()));
			lines.addAll(details(result));
		}
		return lines;
	}

	private static List<String> details(CheckResult result) {
		List<String> lines = new ArrayList<>();
		result.details().stream().limit(SHOWN).forEach((detail) -> lines.add("  " + detail));
		if (result.count() > SHOWN) {
			lines.add("  … and %,d more (--json lists up to 100)".formatted(result.count() - SHOWN));
		}
		if (result.fault() != null) {
			lines.add("  The check failed: " + result.fault());
		}
		return lines;
	}

}
