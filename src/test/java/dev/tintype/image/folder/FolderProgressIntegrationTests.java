package dev.tintype.image.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.imaging.work.Pictures;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class FolderProgressIntegrationTests {

	private static final int CALLERS = 6;

	private static final int FILES = 120;

	private final Http http;

	private final DatabaseClient database;

	private final Environment environment;

	private Path folder = Path.of("");

	FolderProgressIntegrationTests(@Autowired WebTestClient client, @Autowired DatabaseClient database,
			@Autowired Environment environment) {
		this.http = new Http(client);
		this.database = database;
		this.environment = environment;
	}

	@BeforeEach
	void createFolder() throws IOException {
		this.folder = TestFolder.create(this.environment);
	}

	@Test
	void ndjsonReportsEachFileAndEndsWithTheCounts() throws IOException {
		Pictures.png(this.folder, "a.png", 3, 2);
		Files.writeString(this.folder.resolve("b.png"), "text");
		copies(600);

		List<JsonNode> lines = TestFolder.register(this.http.with("Accept", "application/x-ndjson"), this.folder, false)
			.lines();

		assertThat(lines).hasSize(603);
		for (int i = 0; i < 602; i++) {
			assertThat(lines.get(i).path("done").asInt()).isEqualTo(i + 1);
		}
		JsonNode first = lines.get(0);
		assertThat(first.propertyNames()).containsExactly("event", "done", "total", "image", "path", "reason");
		assertThat(first.path("event").asString()).isEqualTo("registered");
		assertThat(first.at("/image/filename").asString()).isEqualTo("a.png");
		assertThat(lines.get(1).path("event").asString()).isEqualTo("skipped");
		assertThat(lines.get(1).path("reason").asString()).isNotBlank();
		assertThat(lines.get(601).path("total").asInt()).isEqualTo(602);
		JsonNode last = lines.get(602);
		assertThat(last.path("event").asString()).isEqualTo("finished");
		assertThat(last.path("registered").asInt()).isEqualTo(601);
		assertThat(last.path("skipped").asInt()).isEqualTo(1);
		assertThat(last.path("total").asInt()).isEqualTo(602);
	}

	@Test
	void idsAscendInTheOrderOfTheWalk() throws IOException {
		copies(40);

		JsonNode images = TestFolder.register(this.http, this.folder, false).json().path("images");

		assertThat(images.values().stream().map((image) -> image.path("image_id").asString())).isSorted();
	}

	@Test
	void eventStreamNamesItsEvents() {
		Pictures.png(this.folder, "a.png", 3, 2);

		Http.Answer answer = TestFolder.register(this.http.with("Accept", "text/event-stream"), this.folder, false);

		assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
		List<String> lines = answer.text().lines().toList();
		assertThat(lines).hasSize(6);
		assertThat(lines.get(0)).isEqualTo("event:registered");
		assertThat(lines.get(1)).startsWith("data:{\"event\":\"registered\",\"done\":1,\"total\":1,");
		assertThat(lines.get(3)).isEqualTo("event:finished");
		assertThat(lines.get(4)).contains("\"registered\":1");
	}

	@Test
	void streamOfAMissingFolderIsAProblem() {
		Http.Answer answer = TestFolder.register(this.http.with("Accept", "application/x-ndjson"),
				this.folder.resolve("missing"), false);

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo("/folder_path");
	}

	@Test
	void scanListsFilesToRegisterAndWritesNothing() throws IOException {
		Path file = Pictures.png(this.folder, "b.png", 3, 2);
		Pictures.png(Files.createDirectory(this.folder.resolve("inner")), "a.png", 3, 2);

		Http.Answer answer = this.http.post("/api/images/scan-folder",
				Map.of("folder_path", this.folder.toString(), "recursive", true));

		assertThat(answer.status()).isEqualTo(200);
		JsonNode json = answer.json();
		assertThat(json.path("folder").asString()).isEqualTo(this.folder.toString());
		assertThat(json.path("total").asInt()).isEqualTo(2);
		assertThat(TestFolder.names(json.path("images"))).containsExactly("b.png", "a.png");
		assertThat(json.at("/images/0").propertyNames()).containsExactly("filename", "path", "size");
		assertThat(json.at("/images/0/size").asLong()).isEqualTo(Files.size(file));
		assertThat(TestFolder.rows(this.database, this.folder)).isZero();
	}

	@Test
	void concurrentRegistrationsCreateOneRowPerFile() throws IOException {
		copies(FILES);

		List<JsonNode> answers = Flux.range(0, CALLERS)
			.flatMap((i) -> Mono.fromCallable(() -> TestFolder.register(this.http, this.folder, false))
				.subscribeOn(Callers.SCHEDULER), CALLERS)
			.doOnNext((answer) -> assertThat(answer.status()).isEqualTo(200))
			.map(Http.Answer::json)
			.collectList()
			.blockOptional()
			.orElseThrow();

		assertThat(TestFolder.rows(this.database, this.folder)).isEqualTo(FILES);
		assertThat(answers).hasSize(CALLERS)
			.allSatisfy((answer) -> assertThat(answer.path("images").size()).isEqualTo(FILES));
		assertThat(answers.stream().mapToLong((answer) -> answer.path("registered").asLong()).sum()).isEqualTo(FILES);
		assertThat(answers.stream().mapToLong((answer) -> answer.path("updated").asLong()).sum()).isZero();
	}

	@Test
	void repeatedIdempotencyKeyReturnsTheFirstResponse() {
		Pictures.png(this.folder, "a.png", 3, 2);
		Http keyed = this.http.with("Idempotency-Key", UUID.randomUUID().toString());

		Http.Answer first = TestFolder.register(keyed, this.folder, false);
		Pictures.png(this.folder, "b.png", 3, 2);
		Http.Answer again = TestFolder.register(keyed, this.folder, false);

		assertThat(first.json().path("registered").asInt()).isEqualTo(1);
		assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
		assertThat(again.json()).isEqualTo(first.json());
		assertThat(TestFolder.rows(this.database, this.folder)).isEqualTo(1);
		assertThat(TestFolder.register(keyed, this.folder, true).status()).isEqualTo(422);
		assertThat(TestFolder.register(keyed.with("Accept", "text/event-stream"), this.folder, false).status())
			.isEqualTo(400);
	}

	private void copies(int count) throws IOException {
		Path original = Pictures.png(this.folder, "c0000.png", 3, 2);
		for (int i = 1; i < count; i++) {
			Files.copy(original, this.folder.resolve("c%04d.png".formatted(i)));
		}
	}

}
