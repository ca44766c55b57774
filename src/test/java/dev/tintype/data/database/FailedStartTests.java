package dev.tintype.data.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Failed starts that never reach a database, and so run once.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailedStartTests {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource({ "postgresql://me:canary@127.0.0.1:1/photos, Cannot reach the database PostgreSQL 127.0.0.1:1/photos",
			"mysql://me:canary@127.0.0.1/photos, The database's URL must be one of" })
	void unusableUrlEndsStartWithReasonInOneLine(String url, String reason, CapturedOutput output) {
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
					--DATABASE_URL=canary; The database's URL must be one of
					--DATABASE_URL=http://me:canary@h/n; The database's URL must be one of
					--DATABASE_URL=postgresql://me:canary%zz@h/n; write % itself as %25
					--DATABASE_URL=postgresql://me:canary@h:70000/n; port must be a number from 1 to 65535
					--DATABASE_URL=postgresql://me:canary@h/n?sslmode=canary; The sslmode must be one of disable
					--DATABASE_URL=postgresql://me:canary@h/n?sslmodee=require; did you mean sslmode?
					--DATABASE_URL=h2:file?MODE=Oracle; Tintype sets these itself
					--DATABASE_PASSWORD_FILE=/nowhere/file; DATABASE_PASSWORD_FILE: the file /nowhere/file cannot be read, it is missing
					""")
	void unreadableSettingIsReportedInOneLine(String argument, String reason, CapturedOutput output) {
		FailedStartIntegrationTests.fails("--tintype.data-dir=" + this.directory, argument);
		assertThat(output.getAll().lines().filter((line) -> line.contains("ERROR"))).singleElement()
			.asString()
			.contains(reason);
		assertThat(output).doesNotContain("canary").doesNotContain("\tat ");
	}

	@Test
	void startDoesNotWaitLongerForSilentServer(CapturedOutput output) throws IOException {
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
	void unknownHostIsReported(CapturedOutput output) {
		start("--tintype.db.url=postgresql://me:canary@no-such-host.invalid/photos");
		assertThat(output).contains("PostgreSQL no-such-host.invalid:5432/photos: ").doesNotContain("canary");
	}

	@Test
	void publicAddressWithoutAdministratorEndsStart(CapturedOutput output) {
		start("--server.address=0.0.0.0");
		assertThat(output.getAll().lines().filter((line) -> line.contains("ERROR"))).singleElement()
			.asString()
			.contains("Tintype listens on 0.0.0.0, where others reach it")
			.contains("run \"user add NAME --role admin\" or \"key create NAME --scope admin\"");
		assertThat(output).doesNotContain("\tat ").doesNotContain("Netty started");
	}

	@Test
	void unwritableDataFolderIsReported(CapturedOutput output) throws IOException {
		Path folder = Files.createFile(this.directory.resolve("file")).resolve("data");
		FailedStartIntegrationTests.fails("--tintype.data-dir=" + folder, "--tintype.db.url=h2:" + folder + "/tintype");
		assertThat(output.getAll().lines().filter((line) -> line.contains("ERROR"))).singleElement()
			.asString()
			.contains("The data folder " + folder + " cannot be written: set TINTYPE_DATA_DIR");
		assertThat(output).doesNotContain("\tat ", "org.h2");
	}

	@Test
	void portInUseEndsStartBeforeDatabaseIsCreated(CapturedOutput output) throws IOException {
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
	void unknownTypeIsReported(CapturedOutput output) {
		start("--DB_TYPE=oracle");
		assertThat(output).contains("DB_TYPE must be h2 or postgresql, not \"oracle\"").doesNotContain("\tat ");
	}

	@Test
	void replicasOfTheEmbeddedDatabaseAreRefused(CapturedOutput output) {
		start("--DB_REPLICA_URLS=postgresql://me:canary@127.0.0.1:1/photos");
		assertThat(output.getAll().lines().filter((line) -> line.contains("ERROR"))).singleElement()
			.asString()
			.contains("DB_REPLICA_URLS needs PostgreSQL; the database is H2 file");
		assertThat(output).doesNotContain("canary").doesNotContain("\tat ");
	}

	private void start(String argument) {
		FailedStartIntegrationTests.fails("--tintype.data-dir=" + this.directory, "--tintype.db.connection-timeout=1",
				argument);
	}

}
