package dev.tintype.operation.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.tintype.operation.console.CommandException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Creates the files of a new migration: one per database, with the next number. It needs
 * no database.
 */
@Command(name = "create-migration", mixinStandardHelpOptions = true, description = {
		"Creates a new numbered file in migrations/ for each database.", "Run it in the root folder of the sources." })
final class CreateMigrationCommand implements Callable<Integer> {

	private static final Pattern FILE = Pattern.compile("V([0-9]+)__.*\\.sql");

	@Spec
	private @Nullable CommandSpec spec;

	@Parameters(paramLabel = "NAME",
			description = "What the migration does, in a few words, such as \"photo library\".")
	private String name = "";

	@Option(names = "--directory", paramLabel = "DIR",
			description = "The folder of the migrations (default: migrations).")
	private Path directory = Path.of("migrations");

	@Override
	public Integer call() {
		String words = this.name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "_");
		if (!words.matches("[a-z0-9][a-z0-9_]*")) {
			throw new ParameterException(Objects.requireNonNull(this.spec).commandLine(),
					"The name may contain English letters, digits, spaces, - and _");
		}
		if (!Files.isDirectory(this.directory)) {
			throw new CommandException("There is no folder " + this.directory + " here");
		}
		try {
			int number = last() + 1;
			for (String folder : List.of("h2", "postgresql")) {
				Path file = this.directory.resolve(folder).resolve("V" + number + "__" + words + ".sql");
				Files.createDirectories(file.getParent());
				Files.writeString(file, "-- Say here what it is for.\n");
				Objects.requireNonNull(this.spec).commandLine().getOut().println(file);
			}
			return 0;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot write to " + this.directory + ": " + ex.getMessage(), ex);
		}
	}

	private int last() throws IOException {
		List<Path> files = new ArrayList<>();
		try (Stream<Path> all = Files.walk(this.directory, 2)) {
			all.forEach(files::add);
		}
		return files.stream()
			.map((file) -> FILE.matcher(file.getFileName().toString()))
			.filter(Matcher::matches)
			.mapToInt((number) -> Integer.parseInt(number.group(1)))
			.max()
			.orElse(0);
	}

}
