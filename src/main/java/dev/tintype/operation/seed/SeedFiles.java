package dev.tintype.operation.seed;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Finds the seed files: those of each folder of the user, then those in the jar. So a
 * user's file may give a setting another initial value.
 */
final class SeedFiles {

	private static final String BUILT_IN = "classpath:/seed/*.yaml";

	private SeedFiles() {
	}

	/**
	 * Finds all seed files.
	 * @return in the order in which they are seeded
	 * @throws SeedException if a folder does not exist, or the name of a file is invalid
	 */
	static List<SeedFile> find(List<Path> folders) {
		List<SeedFile> files = new ArrayList<>();
		for (Path folder : folders) {
			files.addAll(in(folder));
		}
		files.addAll(builtIn());
		return files;
	}

	/**
	 * Finds the seed files in the jar.
	 * @return in the order in which they are seeded
	 */
	static List<SeedFile> builtIn() {
		try {
			Resource[] found = new PathMatchingResourcePatternResolver(SeedFiles.class.getClassLoader())
				.getResources(BUILT_IN);
			return Arrays.stream(found).map((resource) -> SeedFile.of(resource, true)).sorted(SeedFile.ORDER).toList();
		}
		catch (FileNotFoundException ex) {
			return List.of();
		}
		catch (IOException ex) {
			throw new SeedException("The seed files of the service cannot be read", ex);
		}
	}

	private static List<SeedFile> in(Path folder) {
		if (!Files.isDirectory(folder)) {
			throw new SeedException("The folder " + folder + " of seed files does not exist");
		}
		try (Stream<Path> entries = Files.list(folder)) {
			return entries.filter((entry) -> isSeedFile(String.valueOf(entry.getFileName())))
				.map((entry) -> SeedFile.of(new FileSystemResource(entry), false))
				.sorted(SeedFile.ORDER)
				.toList();
		}
		catch (IOException ex) {
			throw new SeedException("The folder " + folder + " of seed files cannot be read", ex);
		}
	}

	private static boolean isSeedFile(String name) {
		return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml"));
	}

}
