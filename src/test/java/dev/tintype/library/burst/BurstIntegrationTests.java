package dev.tintype.library.burst;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.library.asset.TestLibrary;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.TestAssets;
import dev.tintype.library.version.Tier;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class BurstIntegrationTests {

	private static final LocalDateTime START = LocalDateTime.of(2031, 7, 4, 23, 59, 58);

	private final Http http;

	private final Assets assets;

	private final Environment environment;

	private final String camera = "Camera " + UUID.randomUUID();

	/** Their files do not exist. */
	private final List<Asset> inserted = new ArrayList<>();

	@TempDir
	private Path folder = Path.of("");

	BurstIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets,
			@Autowired Environment environment) {
		this.http = new Http(client);
		this.assets = assets;
		this.environment = environment;
	}

	@AfterEach
	void deleteAssets() {
		List<UUID> ids = this.inserted.stream().map(Asset::id).toList();
		this.assets.change(ids, (found) -> this.assets.delete(ids).thenReturn(true)).block();
	}

	@Test
	void runEndsWhereNextPhotoIsTakenLater() {
		List<Asset> run = take(this.camera, 0, 4_999, 9_999);
		List<Asset> later = take(this.camera, 15_000, 15_000, 15_000, 20_000);
		take(this.camera, 60_000, 61_000);
		take("Other " + this.camera, 2_000);

		List<JsonNode> bursts = bursts("");

		assertThat(bursts).hasSize(2);
		assertThat(ids(bursts.get(1))).containsExactlyElementsOf(ids(run));
		assertThat(ids(bursts.get(0))).containsExactlyInAnyOrderElementsOf(ids(later));
		JsonNode burst = bursts.get(1);
		assertThat(burst.path("burst_id").asString()).isEqualTo(run.get(0).id().toString());
		assertThat(burst.path("from").asString()).isEqualTo("2031-07-04T23:59:58");
		assertThat(burst.path("to").asString()).isEqualTo("2031-07-05T00:00:07.999");
		assertThat(burst.path("best_id").asString()).isEqualTo(run.get(2).best().id().toString());
		assertThat(bursts("?gap=6")).hasSize(1);
		assertThat(bursts("?min=2")).hasSize(3);
		assertThat(bursts("?gap=4")).hasSize(1);
	}

	@Test
	void trashAndRejectedPhotosAreInNoBurst() {
		List<Asset> run = take(this.camera, 0, 1_000, 2_000, 3_000);
		this.http.send(HttpMethod.POST, "/api/photos/{id}/reject", run.get(1).best().id());
		assertThat(ids(bursts("").get(0))).hasSize(3);
		this.http.send(HttpMethod.DELETE, "/api/assets/{id}", run.get(2).id());

		assertThat(bursts("")).isEmpty();
	}

	@Test
	void pagesHaveEachBurstOnceNewestFirst() {
		for (int i = 0; i < 5; i++) {
			take(this.camera, i * 60_000, i * 60_000 + 1, i * 60_000 + 2);
			take("Other " + this.camera, i * 60_000, i * 60_000 + 1, i * 60_000 + 2);
		}
		List<String> paged = new ArrayList<>();
		String after = "";
		do {
			JsonNode page = this.http.get("/api/photos/bursts?per_page=3&after={after}", after).json();
			page.path("items").forEach((burst) -> paged.add(burst.path("burst_id").asString()));
			after = page.path("next").asString("");
		}
		while (!after.isEmpty());
		Http.Answer all = this.http.with("Accept", "application/x-ndjson").get("/api/photos/bursts");

		assertThat(all.lines()).extracting((burst) -> burst.path("burst_id").asString()).isEqualTo(paged);
		assertThat(all.lines()).extracting((burst) -> LocalDateTime.parse(burst.path("from").asString()))
			.isSortedAccordingTo((one, other) -> other.compareTo(one));
		assertThat(paged).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(10);
		assertThat(this.http.get("/api/photos/bursts?per_page=1").json().path("total").asInt()).isEqualTo(paged.size());
	}

	@ParameterizedTest
	@ValueSource(strings = { "gap=-1", "gap=3601", "gap=x", "min=1", "min=1001", "gaps=5", "after=x" })
	void invalidParameterIsRefused(String parameter) {
		assertThat(this.http.get("/api/photos/bursts?" + parameter).status()).isEqualTo(400);
	}

	@Test
	void resolveProcessesKeptBronzePhotosAndRejectsOthers() throws IOException {
		TestLibrary library = new TestLibrary(this.http, this.environment, this.folder);
		String bronze = TestLibrary.photo(library.ingest("bronze.jpg"));
		String silver = library.act(TestLibrary.photo(library.ingest("silver.jpg")), "process")
			.json()
			.path("id")
			.asString();
		String other = TestLibrary.photo(library.ingest("other.jpg"));
		String gold = library
			.act(library.review(
					library.act(TestLibrary.photo(library.ingest("gold.jpg")), "process").json().path("id").asString()),
					"promote")
			.json()
			.path("id")
			.asString();
		Map<String, ?> body = Map.of("keep", List.of(bronze, silver), "reject", List.of(other, gold));

		JsonNode answer = this.http.post("/api/photos/bursts/resolve", body).json();

		assertThat(answer.path("results").values().stream().map((result) -> result.path("status").asString()))
			.containsExactly("processed", "unchanged", "rejected", "refused");
		assertThat(answer.path("processed").asInt()).isEqualTo(1);
		assertThat(answer.path("refused").asInt()).isEqualTo(1);
		String made = answer.at("/results/0/new_photo_id").asString();
		assertThat(this.http.get("/api/photos/{id}", made).json().path("tier").asString()).isEqualTo("silver");
		JsonNode again = this.http.post("/api/photos/bursts/resolve", body).json();
		assertThat(again.path("unchanged").asInt()).isEqualTo(3);
		assertThat(status(Map.of("keep", List.of(made), "reject", List.of(bronze)))).isEqualTo(400);
		assertThat(status(Map.of("keep", List.of(), "reject", List.of()))).isEqualTo(400);
		assertThat(status(Map.of("keep", List.of(bronze)))).isEqualTo(400);
		assertThat(status(Map.of("keep", List.of("x"), "reject", List.of()))).isEqualTo(404);
	}

	private int status(Map<String, ?> body) {
		return this.http.post("/api/photos/bursts/resolve", body).status();
	}

	private List<JsonNode> bursts(String query) {
		return this.http.with("Accept", "application/x-ndjson")
			.get("/api/photos/bursts" + query)
			.lines()
			.stream()
			.filter((burst) -> burst.path("camera").asString().equals(this.camera))
			.toList();
	}

	private static List<String> ids(JsonNode burst) {
		return burst.path("photos").values().stream().map((photo) -> photo.path("id").asString()).toList();
	}

	private static List<String> ids(List<Asset> assets) {
		return assets.stream().map((asset) -> asset.best().id().toString()).toList();
	}

	private List<Asset> take(String by, int... millis) {
		List<Asset> taken = new ArrayList<>();
		for (int offset : millis) {
			Asset plain = TestAssets.of("burst.jpg", List.of(), Tier.BRONZE);
			taken.add(new Asset(plain.id(), plain.originalFilename(), null, null, plain.createdAt(),
					List.of(plain.best()
						.toBuilder()
						.camera(by)
						.fileSize(1_000 + taken.size())
						.taken(START.plus(Duration.ofMillis(offset)), "exif")
						.build())));
		}
		this.assets.change(List.of(), (none) -> this.assets.insert(taken).thenReturn(true)).block();
		this.inserted.addAll(taken);
		return taken;
	}

}
