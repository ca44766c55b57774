package dev.tintype.text.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import dev.tintype.operation.job.JobStop;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.testing.SoloRun;
import dev.tintype.web.http.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@IntegrationTest
class IngestJobIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	/** So many characters that two files do not fit into one batch. */
	private static final String LARGE = "word ".repeat(150_000);

	private final Http http;

	private final IngestDirectoryJob kind;

	private final DatabaseClient database;

	private final Environment environment;

	private TestFiles files = new TestFiles(Path.of(""), "");

	IngestJobIntegrationTests(@Autowired WebTestClient client, @Autowired IngestDirectoryJob kind,
			@Autowired DatabaseClient database, @Autowired Environment environment) {
		this.http = new Http(client);
		this.kind = kind;
		this.database = database;
		this.environment = environment;
	}

	@BeforeEach
	void createDirectory() throws IOException {
		this.files = TestFiles.create(this.environment);
	}

	@Test
	void directoryIsIngestedByJob() {
		this.files.write("a.md", "one");
		this.files.write("A.MD", "two");
		this.files.write("b.md", new byte[] { (byte) 0xC3 });

		Http.Answer accepted = this.files.ingest(this.http.with("Prefer", "respond-async"));

		assertThat(accepted.status()).isEqualTo(202);
		String location = accepted.header("Location");
		Callers.await(() -> this.http.get(location).json().path("state").asString().equals("done"));
		JsonNode job = this.http.get(location).json();
		assertThat(job.path("kind").asString()).isEqualTo("ingest_directory");
		assertThat(job.path("result")).isEqualTo(
				Json.MAPPER.readTree("{\"success_count\":2,\"failed_count\":1,\"unchanged_count\":0,\"total\":3}"));
		assertThat(job.path("total").asLong()).isEqualTo(3);
		assertThat(this.files.content(this.database, "a")).containsExactly("one");
		assertThat(this.files.content(this.database, "A")).containsExactly("two");
	}

	@Test
	void nextAttemptContinuesAfterLastCommittedFile() throws IOException {
		for (String name : new String[] { "a", "b", "c", "d" }) {
			this.files.write(name + ".md", LARGE + name);
		}
		SoloRun run = run().lostAfter(2);
		assertThatExceptionOfType(JobStop.class).isThrownBy(() -> this.kind.run(run).block(PATIENCE));
		assertThat(this.files.content(this.database, "b")).hasSize(1);
		assertThat(this.files.content(this.database, "c")).isEmpty();
		Files.delete(this.files.directory().resolve("b.md"));

		assertThat(this.kind.run(run.lostAfter(9)).block(PATIENCE))
			.isEqualTo(new IngestDirectoryJob.Result(4, 0, 0, 4));

		assertThat(run.chunks()).isEqualTo(4);
		assertThat(run.done()).isEqualTo(4);
		assertThat(this.files.content(this.database, "d")).hasSize(1);
	}

	@Test
	void directoryThatIsElsewhereIsAnObstacle() {
		JsonNode elsewhere = new SoloRun(Map.of("directory_path", "/nowhere")).request();

		assertThat(this.kind.obstacle(elsewhere).block(PATIENCE)).isNotBlank().doesNotContain("/nowhere");
		assertThat(this.kind.obstacle(run().request()).blockOptional(PATIENCE)).isEmpty();
	}

	private SoloRun run() {
		return new SoloRun(
				Map.of("directory_path", this.files.directory().toString(), "code_prefix", this.files.prefix()));
	}

}
