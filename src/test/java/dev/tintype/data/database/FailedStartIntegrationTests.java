package dev.tintype.data.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.tintype.TintypeApplication;
import dev.tintype.data.sql.Dialect;
import dev.tintype.testing.TestDatabase;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Failed starts that need a database of one kind. Starts that never reach a database are
 * in {@link FailedStartTests}.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailedStartIntegrationTests {

	private static final int LONGEST_BODY = 4 << 20;

	@TempDir
	private Path directory;

	@Test
	void missingDatabaseEndsStartAtOnce(CapturedOutput output) {
		Assumptions.assumeTrue(TestDatabase.dialect() == Dialect.POSTGRESQL);
		String url = TestDatabase.create(this.directory).replaceFirst("/test_[0-9a-f]+", "/not_there");
		fails("--tintype.data-dir=" + this.directory, "--tintype.db.url=" + url);
		assertThat(output.getAll().lines().filter((line) -> line.contains("ERROR"))).singleElement()
			.asString()
			.contains("/not_there: FATAL: database \"not_there\" does not exist");
		assertThat(output).doesNotContain("Waiting up to").doesNotContain("\tat ");
	}

	@Test
	void failedMigrationEndsStartWithOneLine(CapturedOutput output) {
		Assumptions.assumeTrue(TestDatabase.dialect() == Dialect.POSTGRESQL);
		String url = TestDatabase.create(this.directory) + "&options=-c%20default_transaction_read_only%3Don";
		fails("--tintype.data-dir=" + this.directory, "--tintype.db.url=" + url);
		assertThat(output.getAll()
			.lines()
			.filter((line) -> line.matches(".* (WARN|ERROR) .*\\[tintype].*") && !line.contains("Docker")))
			.singleElement()
			.asString()
			.contains("cannot be brought up to date: ERROR: cannot execute CREATE TABLE in a read-only transaction; ");
		assertThat(output).doesNotContain("\tat ").doesNotContain("FlywayException");
	}

	@Test
	void logLinesOfEveryLevelOmitPassword(CapturedOutput output) throws IOException {
		String url = (TestDatabase.dialect() == Dialect.POSTGRESQL)
				? TestDatabase.create(this.directory).replace(":postgres@", ":canary@") : "h2:mem:other";
		try (ConfigurableApplicationContext context = SpringApplication.run(TintypeApplication.class,
				"--tintype.env-file=", "--server.port=0", "--tintype.data-dir=" + this.directory,
				"--tintype.db.min-connections=1", "--DATABASE_URL=" + url, "--DATABASE_PASSWORD=canary",
				"--POSTGRES_PASSWORD=canary", "--logging.level.io.r2dbc=TRACE", "--logging.level.org.postgresql=TRACE",
				"--logging.level.org.flywaydb=TRACE", "--logging.level.dev.tintype=TRACE",
				"--logging.level.org.springframework.boot=DEBUG")) {
			String base = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
			WebTestClient client = WebTestClient.bindToServer()
				.baseUrl(base)
				.responseTimeout(Duration.ofSeconds(30))
				.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(LONGEST_BODY))
				.build();
			for (String path : List.of("/actuator", "/actuator/health", "/actuator/info", "/actuator/prometheus",
					"/api/database/health", "/api/database/stats", "/api/database/pool", "/api/database/compatibility",
					"/api/database/migrations", "/api/images/none", "/api/none", "/v3/api-docs", "/actuator/env")) {
				byte[] body = client.get().uri(path).exchange().expectBody().returnResult().getResponseBodyContent();
				assertThat((body != null) ? new String(body, StandardCharsets.UTF_8) : "").as(path)
					.doesNotContain("canary");
			}
		}
		assertThat(output.getAll()).contains("DEBUG").doesNotContain("canary");
	}

	@Test
	void databaseOfAnotherProcessStaysUntouched(CapturedOutput output) throws IOException {
		Assumptions.assumeTrue(TestDatabase.dialect() == Dialect.H2);
		try (FileChannel file = FileChannel.open(this.directory.resolve("tintype.mv.db"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE); FileLock lock = file.lock()) {
			fails("--tintype.data-dir=" + this.directory, "--tintype.db.connection-timeout=1");
			assertThat(lock.isValid()).isTrue();
		}
		assertThat(output.getAll().lines().filter((line) -> line.contains("ERROR"))).singleElement()
			.asString()
			.contains("in use by another process: stop that, set TINTYPE_DATA_DIR");
		assertThat(this.directory).isDirectoryNotContaining("glob:**trace.db");
	}

	static void fails(String... arguments) {
		SpringApplication application = new SpringApplication(TintypeApplication.class);
		application.setDefaultProperties(Map.of("tintype.env-file", "", "server.port", "0"));
		assertThatException().isThrownBy(() -> application.run(arguments));
	}

}
