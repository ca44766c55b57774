package dev.tintype.image.media;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.imaging.work.Pictures;
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
class WarmThumbnailsIntegrationTests {

	private static final String ADDRESS = "/api/images/thumbnails/warm";

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final Http http;

	private final WarmJob kind;

	private final DatabaseClient database;

	private final Environment environment;

	private String filter = "";

	private Path folder = Path.of("");

	WarmThumbnailsIntegrationTests(@Autowired WebTestClient client, @Autowired WarmJob kind,
			@Autowired DatabaseClient database, @Autowired Environment environment) {
		this.http = new Http(client);
		this.kind = kind;
		this.database = database;
		this.environment = environment;
	}

	@BeforeEach
	void createFolder() throws IOException {
		Path root = Path.of(this.environment.getRequiredProperty("tintype.images.roots")).toRealPath();
		this.folder = Files.createDirectory(root.resolve("warm-" + UUID.randomUUID()));
		this.filter = "path CONTAINS \"" + this.folder.getFileName() + "\"";
	}

	@Test
	void thumbnailsAreMadeOnceAndFaultsAreCounted() throws IOException {
		register(4);
		Files.delete(this.folder.resolve("1.png"));
		Pictures.png(this.folder, "2.png", 5, 9);

		JsonNode first = this.http.post(ADDRESS, Map.of("filter", this.filter, "sizes", List.of(150, 256))).json();
		JsonNode second = this.http.post(ADDRESS, Map.of("filter", this.filter, "sizes", List.of(256, 512))).json();

		assertThat(first).hasToString("{\"total\":4,\"made\":4,\"present\":0,\"failed\":2}");
		assertThat(second).hasToString("{\"total\":4,\"made\":2,\"present\":2,\"failed\":2}");
		assertThat(thumbnails()).isEqualTo(6);
	}

	@Test
	void jobMakesThumbnails() {
		register(2);

		Http.Answer accepted = this.http.with("Prefer", "respond-async")
			.post(ADDRESS, Map.of("filter", this.filter, "format", "jpeg"));

		assertThat(accepted.status()).isEqualTo(202);
		String location = accepted.header("Location");
		Callers.await(() -> this.http.get(location).json().path("state").asString().equals("done"));
		assertThat(this.http.get(location).json().path("result"))
			.isEqualTo(Json.MAPPER.readTree("{\"total\":2,\"made\":2,\"present\":0,\"failed\":0}"));
		assertThat(thumbnails()).isEqualTo(2);
	}

	@Test
	void unexpectedNumberOfImagesIsRefused() {
		register(2);

		Http.Answer refused = this.http.post(ADDRESS, Map.of("filter", this.filter, "expected", 3));

		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.json().path("count").asInt()).isEqualTo(2);
		assertThat(this.http.with("Prefer", "respond-async")
			.post(ADDRESS, Map.of("filter", this.filter, "expected", 3))
			.status()).isEqualTo(409);
		assertThat(thumbnails()).isZero();
		assertThat(this.http.post(ADDRESS, Map.of("filter", this.filter, "expected", 2)).json().path("made").asInt())
			.isEqualTo(2);
	}

	@Test
	void nextAttemptContinuesAfterLastPage() {
		register(120);
		WarmRequest request = WarmRequest
			.read(("{\"sizes\":[150],\"filter\":\"" + this.filter.replace("\"", "\\\"") + "\"}")
				.getBytes(StandardCharsets.UTF_8));
		SoloRun run = new SoloRun(request.json()).lostAfter(1);
		assertThatExceptionOfType(JobStop.class).isThrownBy(() -> this.kind.run(run).block(PATIENCE));
		assertThat(run.done()).isEqualTo(50);

		assertThat(this.kind.run(run.lostAfter(9)).block(PATIENCE)).satisfies((result) -> {
			WarmCounts counts = (WarmCounts) result;
			assertThat(counts.total()).isEqualTo(120);
			assertThat(counts.failed()).isZero();
		});

		assertThat(run.chunks()).isEqualTo(3);
		assertThat(run.done()).isEqualTo(120);
		assertThat(thumbnails()).isEqualTo(120);
	}

	@Test
	void invalidValuesAreRefused() {
		assertThat(this.http.post(ADDRESS, Map.of("sizes", List.of(300))).pointer()).isEqualTo("/sizes");
		assertThat(this.http.post(ADDRESS, Map.of("sizes", List.of())).pointer()).isEqualTo("/sizes");
		assertThat(this.http.post(ADDRESS, Map.of("format", "gif")).pointer()).isEqualTo("/format");
		assertThat(this.http.post(ADDRESS, Map.of("filter", "nothing = 1")).pointer()).isEqualTo("/filter");
	}

	private void register(int pictures) {
		for (int i = 0; i < pictures; i++) {
			Pictures.png(this.folder, i + ".png", 3, 2);
		}
		assertThat(
				this.http.post("/api/images/register-folder", Map.of("folder_path", this.folder.toString())).status())
			.isEqualTo(200);
	}

	private long thumbnails() {
		return this.database.sql("""
				SELECT count(*) FROM thumbnails t JOIN images i ON i.image_id = t.image_id WHERE i.file_path LIKE :path
				""").bind("path", this.folder + "/%").mapValue(Long.class).one().blockOptional().orElseThrow();
	}

}
