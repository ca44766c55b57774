package dev.tintype;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class DotEnvFileTests {

	private final Log log = LogFactory.getLog(DotEnvFileTests.class);

	private final DotEnvFile file = new DotEnvFile((destination) -> this.log);

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
			A=b                      | b
			` A = b c `              | b c
			export A=b               | b
			A=b # comment            | b
			A=b#c                    | b#c
			A=                       | ``
			A=# comment              | ``
			A="b # c" # comment      | b # c
			A='b # c'                | b # c
			A='b\\n'                 | b\\n
			A="\\"b\\" \\\\ $c"      | "b" \\ $c
			A="                      | "
			A=postgresql://u:p=@h/n  | postgresql://u:p=@h/n
			""")
	void valueIsRead(String line, String value) {
		assertThat(this.file.parse(List.of(line))).isEqualTo(Map.of("A", value));
	}

	@Test
	void escapedLineEndIsLineEnd() {
		assertThat(this.file.parse(List.of("A=\"b\\nc\\td\\re\""))).isEqualTo(Map.of("A", "b\nc\td\re"));
	}

	@Test
	void commentsAndBlankLinesAreIgnored() {
		assertThat(this.file.parse(List.of("\uFEFF# first", "", "  ", "  # A=b"))).isEmpty();
	}

	@Test
	void lastOfTwoLinesWins() {
		assertThat(this.file.parse(List.of("A=1", "A=2"))).isEqualTo(Map.of("A", "2"));
	}

	@Test
	void malformedLineIsSkippedAndNotRepeated(CapturedOutput output) {
		assertThat(this.file.parse(List.of("A=1", "canary"))).isEqualTo(Map.of("A", "1"));
		assertThat(output).contains("Line 2 of the .env file").doesNotContain("canary");
	}

	@Test
	void namesBindLikeEnvironmentVariables() throws IOException {
		StandardEnvironment environment = environment(Map.of(), "TINTYPE_IMAGES_ROOTS=/a,/b", "TINTYPE_DATA_DIR=/c",
				"TINTYPE_SERVER_ALLOWEDHOSTS=one,two", "TINTYPE_SECURITY_INSECURE=true");
		assertThat(Binder.get(environment).bind("tintype.server.allowed-hosts", String[].class).get())
			.containsExactly("one", "two");
		assertThat(Binder.get(environment).bind("tintype.security.insecure", Boolean.class).get()).isTrue();
		assertThat(Binder.get(environment).bind("tintype.images.roots", String[].class).get()).containsExactly("/a",
				"/b");
		assertThat(Binder.get(environment).bind("tintype.data-dir", String.class).get()).isEqualTo("/c");
	}

	@Test
	void environmentWins() throws IOException {
		StandardEnvironment environment = environment(Map.of("A", "real"), "A=file", "B=file");
		assertThat(environment.getProperty("A")).isEqualTo("real");
		assertThat(environment.getProperty("B")).isEqualTo("file");
	}

	@Test
	void missingFileIsIgnored() {
		StandardEnvironment environment = new StandardEnvironment();
		int sources = environment.getPropertySources().size();
		process(environment, this.directory.resolve("none").toString());
		process(environment, "");
		assertThat(environment.getPropertySources()).hasSize(sources + 1);
	}

	@Test
	void fileThatIsNotTextIsIgnored(CapturedOutput output) throws IOException {
		Path path = this.directory.resolve(".env");
		Files.write(path, new byte[] { 'A', '=', (byte) 0xFF, (byte) 0xFE });
		StandardEnvironment environment = new StandardEnvironment();
		process(environment, path.toString());
		assertThat(environment.getProperty("A")).isNull();
		assertThat(output).contains("cannot be read");
	}

	private StandardEnvironment environment(Map<String, Object> real, String... lines) throws IOException {
		Path path = this.directory.resolve(".env");
		Files.write(path, List.of(lines), StandardCharsets.UTF_8);
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, real));
		process(environment, path.toString());
		return environment;
	}

	private void process(StandardEnvironment environment, String path) {
		environment.getPropertySources().remove("arguments");
		environment.getPropertySources().addFirst(new MapPropertySource("arguments", Map.of("tintype.env-file", path)));
		this.file.postProcessEnvironment(environment, new SpringApplication(TintypeApplication.class));
	}

}
