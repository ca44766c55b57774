package dev.tintype.data.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@ExtendWith(OutputCaptureExtension.class)
class FailedStartIntegrationTests {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource({ "postgresql://me:canary@127.0.0.1:1/photos, Cannot reach the database PostgreSQL 127.0.0.1:1/photos",
			"mysql://me:canary@127.0.0.1/photos, The database's URL is none of" })
	void endsWithOneLineThatSaysWhy(String url, String reason, CapturedOutput output) {
		start("--tintype.db.url=" + url);
		assertThat(output.getAll().lines().filter((line) -> line.contains("ERROR"))).singleElement()
			.asString()
			.contains(reason);
		assertThat(output).doesNotContain("canary").doesNotContain("\tat ").doesNotContain("Exception");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			textBlock = """
					--DB_MAX_CONNECTIONS=canary; DB_MAX_CONNECTIONS (tintype.db.max-connections) must be a whole number
					--DB_MIN_CONNECTIONS=1.5; DB_MIN_CONNECTIONS (tintype.db.min-connections) must be a whole number
					--DB_MAX_CONNECTIONS=99999999999; DB_MAX_CONNECTIONS (tintype.db.max-connections) must be a whole number
					--DB_CONNECTION_TIMEOUT=canary; DB_CONNECTION_TIMEOUT (tintype.db.connection-timeout) must be a duration
					--DB_POOL_RECYCLE=1 canary; DB_POOL_RECYCLE (tintype.db.pool-recycle) must be a duration
					--DB_COMMAND_TIMEOUT=9223372036854775807; must be longer than zero and at most a year
					--DB_COMMAND_TIMEOUT=0; must be longer than zero and at most a year
					--DB_CONNECTION_TIMEOUT=-3; must be longer than zero and at most a year
					--DB_MAX_CONNECTIONS=0; DB_MAX_CONNECTIONS must be at least 1
					--DB_MIN_CONNECTIONS=-1; DB_MIN_CONNECTIONS at least 0
					--tintype.db.acquire-timeout=canary; The setting tintype.db.acquire-timeout must be a duration
					--server.port=canary; The setting server.port must be a whole number
					--server.port=70000; The setting SERVER_PORT must be a port, from 0 to 65535
					--tintype.seed.enabled=canary; The setting tintype.seed.enabled must be true or false
					--DATABASE_URL=canary; The database's URL is none of
					--DATABASE_URL=http://me:canary@h/n; The database's URL is none of
					--DATABASE_URL=postgresql://me:canary%zz@h/n; write % itself as %25
					--DATABASE_URL=postgresql://me:canary@h:70000/n; port must be a number from 1 to 65535
					--DATABASE_URL=postgresql://me:canary@h/n?sslmode=canary; The sslmode must be one of disable
					--DATABASE_URL=postgresql://me:canary@h/n?sslmodee=require; did you mean sslmode?
					--DATABASE_URL=h2:file?MODE=Oracle; Tintype sets these itself
					--DATABASE_PASSWORD_FILE=/nowhere/file; DATABASE_PASSWORD_FILE: the file /nowhere/file cannot be read, there is none
					""")
	void settingThatCannotBeReadIsNamedInOneLine(String argument, String reason, CapturedOutput output) {
		fails("--tintype.data-dir=" + this.directory, argument);
		assertThat(output.getAll().lines().filter((line) -> line.contains("ERROR"))).singleElement()
			.asString()
			.contains(reason);
		assertThat(output).doesNotContain("canary").doesNotContain("\tat ");
	}

	@Test
	void serverThatNeverSpeaksIsNotWaitedForLonger(CapturedOutput output) throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			start("--tintype.db.url=postgresql://me:canary@127.0.0.1:" + silent.getLocalPort() + "/photos");
		}
		assertThat(output.getAll().lines().filter((line) -> line.contains("ERROR"))).singleElement()
			.asString()
			.contains("Cannot reach the database PostgreSQL 127.0.0.1:")
			.contains("/photos: it did not answer within 1 s");
		assertThat(output).doesNotContain("canary").doesNotContain("\tat ");
	}

	@Test
	void hostThatIsNotKnownIsNamed(CapturedOutput output) {
		start("--tintype.db.url=postgresql://me:canary@no-such-host.invalid/photos");
		assertThat(output).contains("PostgreSQL no-such-host.invalid:5432/photos: ").doesNotContain("canary");
	}

	@Test
	void databaseThatIsNotThereEndsTheStartAtOnce(CapturedOutput output) {
		Assumptions.assumeTrue(TestDatabase.dialect() == Dialect.POSTGRESQL);
		String url = TestDatabase.create(this.directory).replaceFirst("/test_[0-9a-f]+", "/not_there");
		fails("--tintype.data-dir=" + this.directory, "--tintype.db.url=" + url);
		assertThat(output.getAll().lines().filter((line) -> line.contains("ERROR"))).singleElement()
			.asString()
			.contains("/not_there: FATAL: database \"not_there\" does not exist");
		assertThat(output).doesNotContain("Waiting up to").doesNotContain("\tat ");
	}

	@Test
	void migrationThatFailsEndsTheStartWithOneLine(CapturedOutput output) {
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
	void noLogLineOfAnyLevelHasThePassword(CapturedOutput output) throws IOException {
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
	void addressThatOthersReachEndsTheStartBeforeADatabaseIsMade(CapturedOutput output) {
		start("--server.address=0.0.0.0");
		assertThat(output.getAll().lines().filter((line) -> line.contains("ERROR"))).singleElement()
			.asString()
			.contains("Tintype listens on 0.0.0.0, where others reach it")
			.contains("set SERVER_ADDRESS=127.0.0.1, or set TINTYPE_SECURITY_INSECURE=true");
		assertThat(output).doesNotContain("\tat ").doesNotContain("Netty started");
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void dataFolderThatCannotBeWrittenIsNamed(CapturedOutput output) throws IOException {
		Path folder = Files.createFile(this.directory.resolve("file")).resolve("data");
		fails("--tintype.data-dir=" + folder, "--tintype.db.url=h2:" + folder + "/tintype");
		assertThat(output.getAll().lines().filter((line) -> line.contains("ERROR"))).singleElement()
			.asString()
			.contains("The data folder " + folder + " cannot be written: set TINTYPE_DATA_DIR");
		assertThat(output).doesNotContain("\tat ", "org.h2");
	}

	@Test
	void portInUseEndsTheStartBeforeADatabaseIsMade(CapturedOutput output) throws IOException {
		try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			start("--server.port=" + other.getLocalPort());
			assertThat(output.getAll().lines().filter((line) -> line.contains("ERROR"))).singleElement()
				.asString()
				.contains("Tintype cannot listen on port " + other.getLocalPort() + ": another process uses it")
				.contains("set SERVER_PORT to another port");
		}
		assertThat(output).doesNotContain("\tat ", "APPLICATION FAILED");
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void databaseOfAnotherProcessIsLeftAsItIs(CapturedOutput output) throws IOException {
		Assumptions.assumeTrue(TestDatabase.dialect() == Dialect.H2);
		try (FileChannel file = FileChannel.open(this.directory.resolve("tintype.mv.db"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE); FileLock lock = file.lock()) {
			start("--server.port=0");
			assertThat(lock.isValid()).isTrue();
		}
		assertThat(output.getAll().lines().filter((line) -> line.contains("ERROR"))).singleElement()
			.asString()
			.contains("in use by another process: stop that, set TINTYPE_DATA_DIR");
		assertThat(this.directory).isDirectoryNotContaining("glob:**trace.db");
	}

	@Test
	void unknownTypeIsNamed(CapturedOutput output) {
		start("--DB_TYPE=oracle");
		assertThat(output).contains("DB_TYPE must be h2 or postgresql, not \"oracle\"").doesNotContain("\tat ");
	}

	@Test
	void replicasOfTheEmbeddedDatabaseAreRefused(CapturedOutput output) {
		start("--DB_REPLICA_URLS=postgresql://me:canary@127.0.0.1:1/photos");
		assertThat(output.getAll().lines().filter((line) -> line.contains("ERROR"))).singleElement()
			.asString()
			.contains("DB_REPLICA_URLS names replicas, which PostgreSQL has; the database is H2 file");
		assertThat(output).doesNotContain("canary").doesNotContain("\tat ");
	}

	private void start(String argument) {
		fails("--tintype.data-dir=" + this.directory, "--tintype.db.connection-timeout=1", argument);
	}

	private static void fails(String... arguments) {
		SpringApplication application = new SpringApplication(TintypeApplication.class);
		application.setDefaultProperties(Map.of("tintype.env-file", "", "server.port", "0"));
		assertThatException().isThrownBy(() -> application.run(arguments));
	}

}
