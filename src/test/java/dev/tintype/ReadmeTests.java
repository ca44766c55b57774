package dev.tintype;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.tintype.web.openapi.ApiDescription;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds what the README names against what there is.
 */
class ReadmeTests {

	private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

	private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");

	private static final Pattern CALL = Pattern.compile("http://127\\.0\\.0\\.1:8080(/[^\\s'\"?>]*)");

	private final String text = read(Path.of("README.md"));

	@Test
	void everyFileThatItNamesExists() {
		Set<String> names = Stream.concat(all(CODE), all(LINK))
			.filter((name) -> name.matches("(src|migrations|\\.ci|\\.github)[\\w./…-]*") || name.equals("LICENSE"))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(names).hasSizeGreaterThan(15).allSatisfy((name) -> assertThat(Path.of(name)).exists());
	}

	@Test
	void itsTreeNamesEveryPackage() throws IOException {
		try (Stream<Path> packages = Files.list(Path.of("src/main/java/dev/tintype"))) {
			assertThat(packages.filter(Files::isDirectory).map((folder) -> folder.getFileName().toString()))
				.allSatisfy((name) -> assertThat(this.text).containsPattern("[`/]" + name + "`"));
		}
	}

	@Test
	void everyAddressThatItCallsIsDescribed() {
		Set<String> described = new HashSet<>(
				List.of("/docs", "/problems", "/actuator/health", "/actuator/prometheus"));
		JsonMapper.shared()
			.valueToTree(ApiDescription.load().document())
			.path("paths")
			.propertyNames()
			.forEach((path) -> described.add(path.replaceAll("\\{\\w+}", "[^/]+")));
		Set<String> called = new TreeSet<>();
		Matcher matcher = CALL.matcher(this.text);
		while (matcher.find()) {
			called.add(matcher.group(1));
		}
		assertThat(called).hasSizeGreaterThan(6)
			.allSatisfy((path) -> assertThat(described).as(path).anyMatch(path::matches));
	}

	@Test
	void everySettingThatItNamesIsBound() throws IOException {
		JsonNode metadata = JsonMapper.shared()
			.readTree(new ClassPathResource("META-INF/spring-configuration-metadata.json").getInputStream());
		Set<String> bound = metadata.path("properties")
			.valueStream()
			.map((property) -> property.path("name").asString().replace("-", "").replace('.', '_'))
			.map((name) -> name.toUpperCase(Locale.ROOT))
			.collect(Collectors.toSet());
		Set<String> named = all(CODE).filter((name) -> name.matches("TINTYPE_[A-Z_]+"))
			.map((name) -> name.equals("TINTYPE_DATA_DIR") ? "TINTYPE_DATADIR" : name)
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(named).hasSizeGreaterThan(7).isSubsetOf(bound);
	}

	@Test
	void itsTwoCommandsAreThoseOfTheBuild() {
		assertThat(this.text).contains("```sh\nmvn spring-boot:run\n```").contains("```sh\nmvn verify\n```");
		assertThat(read(Path.of(".ci/run"))).contains("mvn").contains("verify");
	}

	private Stream<String> all(Pattern pattern) {
		return pattern.matcher(this.text).results().map((found) -> found.group(1));
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

}
