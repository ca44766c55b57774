package dev.tintype;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import dev.tintype.support.StartException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class SecretFilesTests {

	static final Iterable<String> NAMES = SecretFiles.NAMES;

	@TempDir
	private Path directory;

	private final StandardEnvironment environment = new StandardEnvironment();

	@ParameterizedTest
	@FieldSource("NAMES")
	void everyNameIsReadFromItsFile(String name) throws IOException {
		assertThat(resolve(Map.of(name + "_FILE", file("canary\n")), name)).isEqualTo("canary");
	}

	@ParameterizedTest
	@CsvSource({ "a, a", "'a\n', a", "'a\r\n', a", "'a\n\n', 'a\n'", "' a ', ' a '", "'', ''", "'\n', ''",
			"'${DB_TYPE}', ${DB_TYPE}", "ä€😀, ä€😀" })
	void onlyLastLineBreakIsRemoved(String content, String value) throws IOException {
		assertThat(resolve(Map.of("DATABASE_PASSWORD_FILE", file(content), "DB_TYPE", "h2"), "DATABASE_PASSWORD"))
			.isEqualTo(value);
	}

	@Test
	void propertyOfTheSameNameIsBound() throws IOException {
		initialize(Map.of("TINTYPE_DB_PASSWORD_FILE", file("canary")));
		assertThat(Binder.get(this.environment).bind("tintype.db.password", String.class).get()).isEqualTo("canary");
	}

	@Test
	void emptyNamesCountAsUnset() throws IOException {
		assertThat(resolve(Map.of("DATABASE_PASSWORD_FILE", file("a"), "DATABASE_PASSWORD", ""), "DATABASE_PASSWORD"))
			.isEqualTo("a");
		assertThatNoException().isThrownBy(() -> initialize(Map.of("DATABASE_URL_FILE", " ")));
	}

	@ParameterizedTest
	@FieldSource("NAMES")
	void nameAndFileTogetherAreRefused(String name) throws IOException {
		Map<String, Object> both = Map.of(name, "canary", name + "_FILE", file("canary"));
		assertThatExceptionOfType(StartException.class).isThrownBy(() -> initialize(both))
			.withMessage(name + " and " + name + "_FILE are both set: leave one of them out");
	}

	@Test
	void propertyAndFileTogetherAreRefused() throws IOException {
		Map<String, Object> both = Map.of("tintype.db.url", "h2:mem:a", "TINTYPE_DB_URL_FILE", file("h2:mem:b"));
		assertThatExceptionOfType(StartException.class).isThrownBy(() -> initialize(both));
	}

	@ParameterizedTest
	@ValueSource(strings = { "missing", ".", "large", "binary", "a\0b" })
	void unreadableFileIsReported(String file) throws IOException {
		Files.write(this.directory.resolve("large"), ("canary" + "x".repeat(1 << 16)).getBytes(StandardCharsets.UTF_8));
		Files.write(this.directory.resolve("binary"), new byte[] { 'c', 'a', 'n', 'a', 'r', 'y', (byte) 0xff });
		String path = this.directory + "/" + file;
		assertThatExceptionOfType(StartException.class)
			.isThrownBy(() -> initialize(Map.of("DATABASE_PASSWORD_FILE", path)))
			.satisfies((ex) -> assertThat(ex.getMessage())
				.startsWith("DATABASE_PASSWORD_FILE: the file " + path + " cannot be read, ")
				.doesNotContain("canary")
				.hasLineCount(1));
	}

	@Test
	void dotEnvFileMayNameSecretFiles() throws IOException {
		DotEnvFile dotEnv = new DotEnvFile((destination) -> org.apache.commons.logging.LogFactory.getLog("test"));
		Map<String, Object> lines = dotEnv.parse(java.util.List.of("POSTGRES_PASSWORD_FILE=" + file("canary\n")));
		assertThat(resolve(new HashMap<>(lines), "POSTGRES_PASSWORD")).isEqualTo("canary");
	}

	private String file(String content) throws IOException {
		Path file = Files.createTempFile(this.directory, "secret", "");
		Files.writeString(file, content);
		return file.toString();
	}

	private Object resolve(Map<String, Object> variables, String name) {
		initialize(variables);
		return this.environment.getPropertySources()
			.stream()
			.map((source) -> source.getProperty(name))
			.filter(java.util.Objects::nonNull)
			.findFirst()
			.orElseThrow();
	}

	private void initialize(Map<String, Object> variables) {
		this.environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		this.environment.getPropertySources()
			.addLast(new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					new HashMap<>(variables)));
		this.environment.getPropertySources().addFirst(new MapPropertySource("commandLine", Map.of()));
		GenericApplicationContext context = new GenericApplicationContext();
		context.setEnvironment(this.environment);
		new SecretFiles().initialize(context);
	}

}
