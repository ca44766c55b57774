package dev.tintype.database;

import java.nio.file.Path;

import dev.tintype.TintypeApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

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
		assertThatException()
			.isThrownBy(() -> SpringApplication.run(TintypeApplication.class, "--tintype.env-file=", "--server.port=0",
					"--tintype.data-dir=" + this.directory, "--tintype.db.connection-timeout=1", argument));
	}

}
