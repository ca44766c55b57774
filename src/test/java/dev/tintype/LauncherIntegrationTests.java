package dev.tintype;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.tintype.data.sql.Dialect;
import dev.tintype.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The launcher that {@code mvn package} makes. It needs no database, so one run is
 * enough.
 */
class LauncherIntegrationTests {

	private static final Path LAUNCHER = Path.of("target/tintype/bin/tintype").toAbsolutePath();

	/** With an option about archives the launcher makes none, which would take long. */
	private static final String NO_TRAINING = "-Xshare:auto";

	@TempDir
	private Path folder;

	@BeforeEach
	void runOnce() {
		assumeThat(TestDatabase.dialect()).isEqualTo(Dialect.H2);
		assumeThat(System.getProperty("os.name")).doesNotContain("Windows");
		assertThat(LAUNCHER).isExecutable();
	}

	@Test
	void launcherRunsCommandsFromAnyFolder() throws Exception {
		Path link = Files.createSymbolicLink(this.folder.resolve("linked"), LAUNCHER);

		Ran help = run(Map.of("JAVA_OPTS", NO_TRAINING), link.toString(), "--help");

		assertThat(help.output()).contains("Usage:").contains("db");
		assertThat(help.code()).isZero();
	}

	@Test
	void exitCodeIsThatOfTheCommand() throws Exception {
		assertThat(run(Map.of("JAVA_OPTS", NO_TRAINING), LAUNCHER.toString(), "no-such-command").code()).isEqualTo(2);
	}

	@Test
	void optionsReachTheJvm() throws Exception {
		Ran shown = run(Map.of("JAVA_OPTS", NO_TRAINING + " -Xmx64m -XX:+PrintCommandLineFlags"), LAUNCHER.toString(),
				"--help");

		assertThat(shown.output()).contains("-XX:MaxHeapSize=" + (64 << 20));
	}

	@Test
	void missingJavaIsTold() throws Exception {
		Ran refused = run(Map.of("JAVA_HOME", this.folder.toString()), LAUNCHER.toString(), "--help");

		assertThat(refused.code()).isEqualTo(1);
		assertThat(refused.output()).contains("no Java at").contains("install a JDK or JRE, 17 or later");
	}

	private Ran run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
		Path output = Files.createTempFile(this.folder, "output", ".txt");
		ProcessBuilder builder = new ProcessBuilder(List.of(command)).directory(this.folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile());
		builder.environment().putAll(environment);
		Process process = builder.start();
		assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
		return new Ran(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
	}

	/**
	 * What a process has left.
	 */
	private record Ran(int code, String output) {
	}

}
