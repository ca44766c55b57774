package dev.tintype.library.conflict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;

import dev.tintype.data.sql.Statements;
import dev.tintype.imaging.metadata.SamplePictures;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.library.asset.TestLibrary;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.testing.Multipart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class ConflictIntegrationTests {

	private static final Random RANDOM = new Random();

	private final Http http;

	private final Environment environment;

	private final Statements statements;

	/** Pictures of other tests look different. */
	private final long seed = RANDOM.nextLong();

	@TempDir
	private Path folder = Path.of("");

	ConflictIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment,
			@Autowired Statements statements) {
		this.http = new Http(client);
		this.environment = environment;
		this.statements = statements;
	}

	@Test
	void similarPictureOfSameRequestWaits() throws IOException {
		JsonNode answer = upload("", part("lake.jpg", 400), part("small.jpg", 200), part("lake-final.jpg", 410),
				part("large.jpg", 800));

		assertThat(answer.path("created").asInt()).isEqualTo(1);
		assertThat(answer.path("conflicts").asInt()).isEqualTo(3);
		JsonNode first = answer.at("/results/0");
		JsonNode small = answer.at("/results/1");
		assertThat(small.path("asset_id").isNull()).isTrue();
		assertThat(small.at("/conflict/photo_id")).isEqualTo(first.path("photo_id"));
		assertThat(small.at("/conflict/similarity").asInt()).isBetween(95, 100);
		assertThat(
				answer.path("results").values().stream().map((result) -> result.at("/conflict/suggested").asString("")))
			.containsExactly("", "keep_both", "keep_existing", "replace");
		assertThat(this.http.get("/api/images/{id}", small.path("image_id").asString()).status()).isEqualTo(200);
		JsonNode waiting = waiting(small);
		assertThat(waiting.path("filename").asString()).isEqualTo("small.jpg");
		assertThat(waiting.path("asset_id")).isEqualTo(first.path("asset_id"));
		assertThat(waiting.path("reason")).isEqualTo(small.at("/conflict/reason"));
	}

	@Test
	void samePictureAgainReturnsSameConflict() throws IOException {
		byte[] small = part("small.jpg", 200);
		JsonNode conflict = upload("", part("lake.jpg", 400), small, small).path("results");

		JsonNode again = upload("", small).at("/results/0");
		Http.Answer byImage = this.http.post("/api/assets",
				Map.of("image_ids", List.of(conflict.at("/1/image_id").asString())));

		assertThat(conflict.at("/2/conflict")).isEqualTo(conflict.at("/1/conflict"));
		assertThat(again.path("image_id")).isEqualTo(conflict.at("/1/image_id"));
		assertThat(byImage.json().at("/results/0/conflict")).isEqualTo(conflict.at("/1/conflict"));
		assertThat(library().files("small")).noneMatch((file) -> file.getFileName().toString().endsWith("_2.jpg"));
	}

	@Test
	void keepIngestsPicturesWhateverTheyAreLike() throws IOException {
		byte[] small = part("small.jpg", 200);
		JsonNode waiting = upload("", part("lake.jpg", 400), small).at("/results/1");

		assertThat(upload("?on_conflict=keep", part("other.jpg", 300)).path("created").asInt()).isEqualTo(1);
		JsonNode kept = this.http
			.post("/api/assets?on_conflict=keep", Map.of("image_ids", List.of(waiting.path("image_id").asString())))
			.json();

		assertThat(kept.at("/results/0/status").asString()).isEqualTo("created");
		assertThat(decide(waiting, "keep_both").status()).isEqualTo(404);
	}

	@Test
	void keepExistingDeletesStoredImage() throws IOException {
		JsonNode results = upload("", part("lake.jpg", 400), part("kept-existing.jpg", 200)).path("results");
		assertThat(library().files("kept-existing")).hasSize(1);

		JsonNode result = decide(results.get(1), "keep_existing").json();

		assertThat(result.path("status").asString()).isEqualTo("skipped");
		assertThat(result.path("photo_id")).isEqualTo(results.at("/0/photo_id"));
		assertThat(this.http.get("/api/images/{id}", results.at("/1/image_id").asString()).status()).isEqualTo(404);
		assertThat(library().files("kept-existing")).isEmpty();
		assertThat(decide(results.get(1), "keep_both").status()).isEqualTo(404);
	}

	@Test
	void keepExistingIsRefusedWithoutLiveAsset() throws IOException {
		JsonNode results = upload("", part("lake.jpg", 400), part("only-one-left.jpg", 200)).path("results");
		for (String query : List.of("", "?permanent=true")) {
			this.http.send(HttpMethod.DELETE, "/api/assets/{id}" + query, results.at("/0/asset_id").asString());
			assertThat(decide(results.get(1), "keep_existing").status()).isEqualTo(409);
		}
		assertThat(library().files("only-one-left")).hasSize(1);
		assertThat(decide(results.get(1), "keep_both").json().path("status").asString()).isEqualTo("created");
	}

	@Test
	void keepBothCreatesAssetOfSameImageWithItsSidecar() throws IOException {
		byte[] sidecar = SamplePictures.packet("<xmp:Rating>5</xmp:Rating>");
		JsonNode result = upload("", part("lake.jpg", 400), part("both.jpg", 200),
				TestLibrary.part("both.jpg.xmp", sidecar))
			.at("/results/1");

		Http.Answer decided = decide(result, "keep_both");

		assertThat(decided.json().path("status").asString()).isEqualTo("created");
		assertThat(decided.json().path("image_id")).isEqualTo(result.path("image_id"));
		JsonNode photo = this.http.get("/api/photos/{id}", decided.json().path("photo_id").asString()).json();
		assertThat(photo.path("rating").asInt()).isEqualTo(5);
		assertThat(Path.of(photo.path("file_path").asString())).exists().hasFileName("both.jpg");
		assertThat(this.http.get("/api/photos/{id}/content", photo.path("id").asString()).bytes()).isNotEmpty();
		assertThat(decide(result, "replace").status()).isEqualTo(404);
	}

	@Test
	void replaceMakesPictureTheOriginal() throws IOException {
		byte[] large = picture("large.jpg", 800);
		JsonNode results = upload("", part("lake.jpg", 400), TestLibrary.part("large.jpg", large)).path("results");
		String photo = results.at("/0/photo_id").asString();

		JsonNode result = decide(results.get(1), "replace").json();

		assertThat(result.path("photo_id").asString()).isEqualTo(photo);
		assertThat(result.path("image_id")).isEqualTo(results.at("/0/image_id"));
		assertThat(this.http.get("/api/photos/{id}/content", photo).bytes()).isEqualTo(large);
		assertThat(this.http.get("/api/photos/{id}", photo).json().path("width").asInt()).isEqualTo(800);
		assertThat(this.http.get("/api/images/{id}", results.at("/1/image_id").asString()).status()).isEqualTo(404);
		assertThat(library().temporary()).isEmpty();
	}

	@Test
	void refusedReplacementLeavesConflictOpen() throws IOException {
		JsonNode results = upload("", part("lake.jpg", 400), part("large.jpg", 800)).path("results");
		String asset = results.at("/0/asset_id").asString();
		this.http.send(HttpMethod.DELETE, "/api/assets/{id}", asset);

		assertThat(decide(results.get(1), "replace").status()).isEqualTo(409);
		assertThat(waiting(results.get(1)).path("asset_id").asString()).isEqualTo(asset);
		this.http.send(HttpMethod.DELETE, "/api/assets/{id}?permanent=true", asset);
		assertThat(waiting(results.get(1)).path("photo_id").isNull()).isTrue();
		assertThat(decide(results.get(1), "replace").status()).isEqualTo(409);
		assertThat(decide(results.get(1), "keep_both").json().path("status").asString()).isEqualTo("created");
	}

	@Test
	void onlyFirstOfConcurrentDecisionsCounts() throws IOException {
		upload("", part("lake.jpg", 400));
		int width = 200;
		for (String other : List.of("keep_existing", "replace", "keep_both")) {
			width += 2;
			JsonNode result = upload("", part("small.jpg", width)).at("/results/0");
			assertThat(result.path("status").asString()).isEqualTo("conflict");
			List<Integer> statuses = Flux.just("keep_both", other, "keep_existing", other)
				.flatMap((action) -> Mono.fromCallable(() -> decide(result, action).status())
					.subscribeOn(Callers.SCHEDULER), 4)
				.collectList()
				.block();

			assertThat(statuses).filteredOn((status) -> status == 200).hasSize(1);
			assertThat(statuses).filteredOn((status) -> status == 404).hasSize(3);
		}
	}

	@Test
	void ofSimilarPicturesSentAtOnceOneIsCreated() {
		List<JsonNode> answers = Objects.requireNonNull(Flux.range(0, 6)
			.flatMap((i) -> Mono.fromCallable(() -> upload("", part(i + ".jpg", 200 + 2 * i)))
				.subscribeOn(Callers.SCHEDULER), 6)
			.collectList()
			.block());

		assertThat(answers.stream().mapToInt((answer) -> answer.path("created").asInt()).sum()).isEqualTo(1);
		assertThat(answers.stream().mapToInt((answer) -> answer.path("conflicts").asInt()).sum()).isEqualTo(5);
	}

	@Test
	void picturesOfLaterChunksConflictWithThoseOfEarlierOnes() throws IOException {
		List<byte[]> parts = new ArrayList<>();
		for (int i = 0; i < 70; i++) {
			parts.add(part(i + ".jpg", 100 + i));
		}

		JsonNode results = Multipart.post(this.http, "/api/assets", parts).json().path("results");

		assertThat(results.at("/0/status").asString()).isEqualTo("created");
		assertThat(results.values().stream().skip(1))
			.allMatch((result) -> result.at("/conflict/photo_id").equals(results.at("/0/photo_id")));
	}

	@Test
	void burstAndDismissedPicturesAreNoConflict() throws IOException {
		byte[] plain = picture("x.jpg", 300);
		byte[] shot = SamplePictures.jpeg(plain, SamplePictures.exif(1),
				SamplePictures.packet("<xmp:Label>1</xmp:Label>"));
		byte[] next = SamplePictures.jpeg(plain, SamplePictures.exif(1),
				SamplePictures.packet("<xmp:Label>2</xmp:Label>"));
		JsonNode results = upload("", TestLibrary.part("IMG_0001.jpg", shot), TestLibrary.part("IMG_0002.jpg", next))
			.path("results");
		assertThat(results.at("/1/status").asString()).isEqualTo("created");

		byte[] other = part("other.jpg", 200);
		JsonNode kept = upload("?on_conflict=keep", other).at("/results/0");
		this.http.post("/api/photos/duplicates/dismiss", Map.of("photo_ids", List.of(kept.path("photo_id").asString(),
				results.at("/0/photo_id").asString(), results.at("/1/photo_id").asString())));
		this.http.send(HttpMethod.DELETE, "/api/assets/{id}?permanent=true", kept.path("asset_id").asString());

		JsonNode again = upload("", other).at("/results/0");
		assertThat(again.path("status").asString()).isEqualTo("created");
		assertThat(this.statements
			.sql("SELECT count(*) FROM different_pictures WHERE media_asset_id = '" + again.path("asset_id").asString()
					+ "'")
			.value(Long.class)
			.block()).isEqualTo(1);
	}

	@Test
	void unknownDecisionIsRefused() throws IOException {
		JsonNode result = upload("", part("lake.jpg", 400), part("small.jpg", 200)).at("/results/1");

		assertThat(decide(result, "keep").status()).isEqualTo(400);
		assertThat(this.http.post("/api/assets/conflicts/x", Map.of("action", "replace")).status()).isEqualTo(404);
		assertThat(this.http.post("/api/assets/conflicts/x", Map.of()).status()).isEqualTo(400);
		Http keyed = this.http.with("Idempotency-Key", UUID.randomUUID().toString());
		String path = "/api/assets/conflicts/" + result.at("/conflict/conflict_id").asString();
		Http.Answer first = keyed.post(path, Map.of("action", "keep_both"));
		assertThat(keyed.post(path, Map.of("action", "keep_both")).json()).isEqualTo(first.json());
	}

	private Http.Answer decide(JsonNode result, String action) {
		return this.http.post("/api/assets/conflicts/" + result.at("/conflict/conflict_id").asString(),
				Map.of("action", action));
	}

	private JsonNode waiting(JsonNode result) {
		return this.http.with("Accept", "application/x-ndjson")
			.get("/api/assets/conflicts")
			.lines()
			.stream()
			.filter((line) -> line.path("conflict_id").equals(result.at("/conflict/conflict_id")))
			.findFirst()
			.orElseThrow();
	}

	private TestLibrary library() {
		return new TestLibrary(this.http, this.environment, this.folder);
	}

	private JsonNode upload(String query, byte[]... parts) {
		Http.Answer answer = Multipart.post(this.http, "/api/assets" + query, List.of(parts));
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		assertThat(answer.json().path("errors").asInt()).as(answer.text()).isZero();
		return answer.json();
	}

	private byte[] part(String name, int width) throws IOException {
		return TestLibrary.part(name, picture(UUID.randomUUID() + ".jpg", width));
	}

	private byte[] picture(String name, int width) throws IOException {
		return Files.readAllBytes(Pictures.scene(this.folder, name, width, width / 2, this.seed));
	}

}
