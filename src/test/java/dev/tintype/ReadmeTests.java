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
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the names in the README and the guides with the code.
 */
class ReadmeTests {

	private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

	private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");

	private static final Pattern CALL = Pattern.compile("http://127\\.0\\.0\\.1:8080(/[^\\s'\"?>]*)");

	/** Settings that the guide lists under another name. */
	private static final Set<String> ALIASES = Set.of("tintype.data-dir", "tintype.db.url",
			"tintype.db.min-connections", "tintype.db.max-connections", "tintype.db.connection-timeout",
			"tintype.db.command-timeout", "tintype.db.pool-recycle", "tintype.db.replica-urls");

	private final String text = read(Path.of("README.md"));

	private final String guides = guides();

	@Test
	void everyFileThatReadmeNamesExists() {
		Set<String> names = Stream.concat(all(CODE), all(LINK))
			.filter((name) -> name.matches("(src|migrations|\\.ci|\\.github)[\\w./…-]*") || name.equals("LICENSE"))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(names).hasSizeGreaterThan(15).allSatisfy((name) -> assertThat(Path.of(name)).exists());
	}

	@Test
	void readmeTreeNamesEveryWing() throws IOException {
		try (Stream<Path> wings = Files.list(Path.of("src/main/java/dev/tintype"))) {
			assertThat(wings.filter(Files::isDirectory).map((folder) -> folder.getFileName().toString()))
				.allSatisfy((name) -> assertThat(this.text).containsPattern("[`/]" + name + "`"));
		}
	}

	@Test
	void everyAddressThatReadmeCallsIsDescribed() {
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
	void everySettingThatGuideNamesIsBound() throws IOException {
		Set<String> named = CODE.matcher(this.text + this.guides)
			.results()
			.map((found) -> found.group(1).replaceFirst("=.*", ""))
			.filter((name) -> name.matches("TINTYPE_[A-Z_]+"))
			.map((name) -> name.equals("TINTYPE_DATA_DIR") ? "TINTYPE_DATADIR" : name)
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(named).hasSizeGreaterThan(20)
			.isSubsetOf(settings().map(ReadmeTests::variable).collect(Collectors.toSet()));
	}

	@Test
	void everySettingIsInItsGuide() throws IOException {
		String guide = read(Path.of("src/docs/settings.md"));
		assertThat(settings().filter((name) -> name.startsWith("tintype."))).hasSizeGreaterThan(30)
			.filteredOn((name) -> !guide.contains(variable(name)) && !guide.contains(name) && !ALIASES.contains(name))
			.isEmpty();
	}

	@Test
	void everyTestThatGuideNamesExists() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
			Set<String> tests = files.map((file) -> file.getFileName().toString().replace(".java", ""))
				.collect(Collectors.toSet());
			assertThat(CODE.matcher(this.guides).results().map((found) -> found.group(1)))
				.filteredOn((name) -> name.matches("\\w+Tests"))
				.hasSizeGreaterThan(20)
				.isSubsetOf(tests);
		}
	}

	@Test
	void everyFileThatGuideNamesExists() {
		assertThat(CODE.matcher(this.guides)
			.results()
			.map((found) -> found.group(1))
			.filter((name) -> name.matches("(src|migrations)/[\\w./-]*"))).isNotEmpty()
			.allSatisfy((name) -> assertThat(Path.of(name)).exists());
	}

	@Test
	void readmeNamesBothBuildCommands() {
		assertThat(this.text).contains("```sh\nmvn spring-boot:run\n```").contains("```sh\nmvn verify\n```");
		assertThat(read(Path.of(".ci/run"))).contains("mvn").contains("verify");
	}

	private static Stream<String> settings() throws IOException {
		return JsonMapper.shared()
			.readTree(new ClassPathResource("META-INF/spring-configuration-metadata.json").getInputStream())
			.path("properties")
			.valueStream()
			.map((property) -> property.path("name").asString());
	}

	private static String variable(String setting) {
		return setting.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
	}

	private static String guides() {
		try (Stream<Path> files = Files.list(Path.of("src/docs"))) {
			return files.filter((file) -> file.toString().endsWith(".md"))
				.sorted()
				.map(ReadmeTests::read)
				.collect(Collectors.joining());
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
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
