package dev.tintype.image.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.image.root.ImageRoots;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.operation.job.JobFault;
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
class FolderJobIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final int CHUNK = 4;

	private final Http http;

	private final FolderJob kind;

	private final DatabaseClient database;

	private final Environment environment;

	private Path folder = Path.of("");

	FolderJobIntegrationTests(@Autowired WebTestClient client, @Autowired FolderRegistration registration,
			@Autowired ImageRoots roots, @Autowired BatchSettings settings, @Autowired DatabaseClient database,
			@Autowired Environment environment) {
		this.http = new Http(client);
		this.kind = new FolderJob(registration, roots,
				new BatchSettings(CHUNK, settings.concurrency(), settings.pageSize(), settings.idleTimeout(), null));
		this.database = database;
		this.environment = environment;
	}

	@BeforeEach
	void createFolder() throws IOException {
		this.folder = TestFolder.create(this.environment);
	}

	@Test
	void folderIsRegisteredByJob() throws IOException {
		Pictures.png(this.folder, "a.png", 3, 2);
		Pictures.png(this.folder, "b.png", 3, 2);
		Files.writeString(this.folder.resolve("c.png"), "text");

		Http.Answer accepted = TestFolder.register(this.http.with("Prefer", "respond-async"), this.folder, false);

		assertThat(accepted.status()).isEqualTo(202);
		assertThat(accepted.header("Preference-Applied")).isEqualTo("respond-async");
		String location = "/api/jobs/" + accepted.json().path("id").asString();
		assertThat(accepted.header("Location")).isEqualTo(location);
		assertThat(accepted.json().at("/request/folder_path").asString()).isEqualTo(this.folder.toString());
		Callers.await(() -> this.http.get(location).json().path("state").asString().equals("done"));
		JsonNode job = this.http.get(location).json();
		assertThat(job.path("result")).isEqualTo(Json.MAPPER
			.readTree("{\"total\":3,\"registered\":2,\"updated\":0,\"unchanged\":0,\"skipped\":1,\"sidecars\":null}"));
		assertThat(List.of(job.path("done").asLong(), job.path("failed").asLong(), job.path("total").asLong()))
			.containsExactly(2L, 1L, 3L);
		assertThat(TestFolder.rows(this.database, this.folder)).isEqualTo(2);
		List<JsonNode> faults = this.http.with("Accept", "application/x-ndjson")
			.get(location + "/events")
			.lines()
			.stream()
			.filter((event) -> event.path("event").asString().equals("fault"))
			.toList();
		assertThat(faults).singleElement()
			.satisfies((fault) -> assertThat(fault.at("/data/item").asString())
				.isEqualTo(this.folder.resolve("c.png").toString()));
	}

	@Test
	void invalidRequestMakesNoJob() {
		Http async = this.http.with("Prefer", "respond-async");

		assertThat(async.post("/api/images/register-folder", Map.of("folder_path", "/nowhere")).pointer())
			.isEqualTo("/folder_path");
		assertThat(async.with("Idempotency-Key", "key")
			.post("/api/images/register-folder", Map.of("folder_path", this.folder.toString()))
			.pointer()).isEqualTo("Idempotency-Key");
	}

	@Test
	void nextAttemptContinuesAfterLastCommittedFile() throws IOException {
		pictures(this.folder, 6);
		pictures(Files.createDirectory(this.folder.resolve("sub")), 5);
		pictures(Files.createDirectories(this.folder.resolve("sub/deep")), 3);
		SoloRun run = run().lostAfter(2);
		lose(run);
		assertThat(TestFolder.rows(this.database, this.folder)).isEqualTo(8);
		// The last committed file itself may be gone.
		Files.delete(this.folder.resolve("sub/1.png"));

		assertThat(this.kind.run(run.lostAfter(9)).block(PATIENCE))
			.isEqualTo(new FolderJob.Counts(14, 14, 0, 0, 0, null));

		assertThat(run.chunks()).isEqualTo(4);
		assertThat(run.done()).isEqualTo(14);
		assertThat(TestFolder.rows(this.database, this.folder)).isEqualTo(14);
	}

	@Test
	void attemptAfterLastFileHasNothingLeft() throws IOException {
		pictures(this.folder, 4);
		SoloRun run = run();
		this.kind.run(run).block(PATIENCE);

		assertThat(this.kind.run(run).block(PATIENCE)).isEqualTo(new FolderJob.Counts(4, 4, 0, 0, 0, null));

		assertThat(run.chunks()).isEqualTo(1);
	}

	@Test
	void attemptWhoseFolderIsGoneBeginsAnew() throws IOException {
		pictures(Files.createDirectory(this.folder.resolve("a")), 4);
		pictures(Files.createDirectory(this.folder.resolve("b")), 5);
		SoloRun run = run().lostAfter(2);
		lose(run);
		assertThat(run.done()).isEqualTo(8);
		try (var files = Files.list(this.folder.resolve("b"))) {
			for (Path file : files.toList()) {
				Files.delete(file);
			}
		}

		assertThat(this.kind.run(run.lostAfter(9)).block(PATIENCE))
			.isEqualTo(new FolderJob.Counts(4, 0, 0, 4, 0, null));

		assertThat(run.done()).isEqualTo(4);
	}

	@Test
	void folderThatIsElsewhereIsAnObstacle() {
		JsonNode elsewhere = new SoloRun(Map.of("folder_path", "/nowhere")).request();

		assertThat(this.kind.obstacle(elsewhere).block(PATIENCE)).isNotBlank().doesNotContain("/nowhere");
		assertThat(this.kind.obstacle(run().request()).blockOptional(PATIENCE)).isEmpty();
	}

	private SoloRun run() {
		return new SoloRun(Map.of("folder_path", this.folder.toString(), "recursive", true));
	}

	private void lose(SoloRun run) {
		assertThatExceptionOfType(JobStop.class).isThrownBy(() -> this.kind.run(run).block(PATIENCE));
		assertThat(run.faults()).extracting(JobFault::item).isEmpty();
	}

	private static void pictures(Path folder, int count) throws IOException {
		for (int i = 0; i < count; i++) {
			Pictures.png(folder, i + ".png", 3, 2);
		}
	}

}
