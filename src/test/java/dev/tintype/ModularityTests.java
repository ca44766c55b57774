package dev.tintype;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import org.springframework.modulith.core.ApplicationModules;

import static org.assertj.core.api.Assertions.assertThat;

class ModularityTests {

	private static final Path SOURCES = Path.of("src/main/java/dev/tintype");

	private static final Path DIAGRAM = Path.of("src/docs/modules.md");

	/** A module with more types than this is split. */
	private static final int MOST_TYPES = 20;

	/** Read once: JUnit creates an instance of this class for each test. */
	private static final ApplicationModules MODULES = ApplicationModules.of(TintypeApplication.class,
			new ImportOption.DoNotIncludeTests());

	@Test
	void modulesUseOnlyAllowedModules() {
		assertThat(MODULES.verify()).isNotEmpty();
	}

	@TestFactory
	Stream<DynamicTest> packageIsModuleOfAtMostTwentyTypes() throws IOException {
		return packages().map((folder) -> DynamicTest.dynamicTest(folder.toString(), () -> {
			assertThat(folder.resolve("package-info.java")).isRegularFile();
			assertThat(MODULES.getModuleByName(ModuleDiagram.name(SOURCES.relativize(folder)))).isPresent();
			assertThat(types(folder)).as("types of %s", folder).isLessThanOrEqualTo(MOST_TYPES);
		}));
	}

	@Test
	void diagramShowsAllModules() throws IOException {
		String current = ModuleDiagram.of(MODULES);
		// Written before the comparison, so that a failed run leaves the file to commit.
		Path made = Path.of("target", DIAGRAM.getFileName().toString());
		Files.createDirectories(made.getParent());
		Files.writeString(made, current);
		assertThat(DIAGRAM).as("%s differs from %s: copy it", DIAGRAM, made).hasContent(current);
	}

	private static Stream<Path> packages() throws IOException {
		try (Stream<Path> folders = Files.walk(SOURCES)) {
			return folders.filter((folder) -> Files.isDirectory(folder) && !folder.equals(SOURCES) && types(folder) > 0)
				.toList()
				.stream();
		}
	}

	private static long types(Path folder) {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith(".java") && !name.equals("package-info.java"))
				.count();
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

}
