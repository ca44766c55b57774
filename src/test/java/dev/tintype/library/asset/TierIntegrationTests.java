package dev.tintype.library.asset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.tintype.imaging.metadata.PictureMetadata;
import dev.tintype.imaging.metadata.SamplePictures;
import dev.tintype.imaging.work.PictureFormat;
import dev.tintype.library.trash.Purge;
import dev.tintype.support.Hashes;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.testing.Multipart;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class TierIntegrationTests {

	private final Http http;

	private final Environment environment;

	private final Purge purge;

	@TempDir
	private Path folder = Path.of("");

	private TestLibrary library;

	TierIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment, @Autowired Purge purge) {
		this.http = new Http(client);
		this.environment = environment;
		this.purge = purge;
		this.library = new TestLibrary(this.http, environment, this.folder);
	}

	@BeforeEach
	void useFolder() {
		this.library = new TestLibrary(this.http, this.environment, this.folder);
	}

	@Test
	void processFillsEmptyEventFieldsFromDayAndGoldHasEvent() throws IOException {
		JsonNode holiday = this.library.ingest("IMG_20230706_101112.jpg");
		JsonNode silver = this.library.act(TestLibrary.photo(holiday), "process").json();
		assertThat(silver.path("event_type").asString()).isEqualTo("holiday");
		assertThat(silver.path("event_name").asString()).isEqualTo("Independence Day");
		JsonNode gold = this.library.act(this.library.review(silver.path("id").asString()), "promote").json();
		assertThat(
				SamplePictures.read(Path.of(gold.path("file_path").asString()), PictureFormat.JPEG, null, null).event())
			.isEqualTo("Independence Day");

		String named = TestLibrary.photo(this.library.ingest("IMG_20230704_101112.jpg"));
		this.http.send(HttpMethod.PATCH, "/api/photos/" + named, MediaType.APPLICATION_JSON,
				"{\"event_name\":\"Party\"}".getBytes(StandardCharsets.UTF_8));
		assertThat(this.library.act(named, "process").json().path("event_name").asString()).isEqualTo("Party");
		// Three days after the holiday.
		String other = TestLibrary.photo(this.library.ingest("IMG_20230707_101112.jpg"));
		assertThat(this.library.act(other, "process").json().path("event_name").isNull()).isTrue();
	}

	@Test
	void onlyOneOfConcurrentActionsSucceedsAndGoldHasMetadata() throws IOException {
		JsonNode result = this.library.ingest("IMG_19870102_030405.jpg");
		List<Http.Answer> processed = together(TestLibrary.photo(result), "process");
		assertThat(processed.stream().map(Http.Answer::status)).containsOnlyOnce(201).contains(409);
		JsonNode silver = created(processed);
		assertThat(this.library.act(silver.path("id").asString(), "promote").status()).isEqualTo(409);

		List<Http.Answer> promoted = together(this.library.review(silver.path("id").asString()), "promote");

		assertThat(promoted.stream().map(Http.Answer::status)).containsOnlyOnce(201).contains(409);
		JsonNode gold = created(promoted);
		assertThat(gold.path("embedded").asBoolean()).isTrue();
		Path file = Path.of(gold.path("file_path").asString());
		PictureMetadata embedded = SamplePictures.read(file, PictureFormat.JPEG, null, null);
		assertThat(embedded.rating()).isEqualTo(4);
		assertThat(embedded.keywords()).containsExactlyInAnyOrder("lake", "Places/Alps");
		assertThat(this.library.files("1987-01-02_03-04-05")).hasSize(2);
		Http.Answer demoted = this.library.act(gold.path("id").asString(), "demote");
		assertThat(demoted.status()).isEqualTo(200);
		assertThat(demoted.json().path("id")).isEqualTo(silver.path("id"));
		assertThat(demoted.json().path("rating").asInt()).isEqualTo(4);
		assertThat(file).doesNotExist();
		assertThat(this.http.get("/api/assets/{id}/history", result.path("asset_id").asString())
			.json()
			.path("items")
			.values()
			.stream()
			.map((change) -> change.path("action").asString()))
			.containsExactly("DEMOTED", "EMBEDDED", "PROMOTED", "METADATA_UPDATED", "PROMOTED", "INGESTED");
	}

	@Test
	void descriptionOfModelBecomesCaption() throws IOException {
		JsonNode result = this.library.ingest("ai.jpg");
		Http.Answer answer = this.http.post("/api/photos/" + TestLibrary.photo(result) + "/process",
				Map.of("ai",
						Map.of("longDescription", "A long pier.", "shortDescription", "Pier", "aiTags", List.of("sea")),
						"model", "m"));

		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.json().path("caption").asString()).isEqualTo("A long pier.");
		assertThat(answer.json().path("ai_short_description").asString()).isEqualTo("Pier");
		assertThat(answer.json().at("/metadata/ai/aiTags/0").asString()).isEqualTo("sea");
		Http.Answer wrong = this.http.post("/api/photos/" + TestLibrary.photo(result) + "/process",
				Map.of("ai", List.of()));
		assertThat(wrong.status()).isEqualTo(400);
	}

	@Test
	void fileOfGoldPhotoWhoseCaptionWasClearedAgreesWithRow() throws IOException {
		JsonNode result = this.library.ingest("cleared.jpg");
		String caption = "/api/images/" + result.path("image_id").asString() + "/caption";
		this.http.send(HttpMethod.PUT, caption, MediaType.APPLICATION_JSON,
				"{\"caption\":\"A pier\"}".getBytes(StandardCharsets.UTF_8));
		this.http.send(HttpMethod.DELETE, caption);
		JsonNode silver = this.library.act(TestLibrary.photo(result), "process").json();

		JsonNode gold = this.library.act(this.library.review(silver.path("id").asString()), "promote").json();

		assertThat(gold.path("embedded").asBoolean()).isTrue();
	}

	@Test
	void currentCaptionFillsDescriptionThatIsNotSent() throws IOException {
		for (Map<String, ?> body : List.<Map<String, ?>>of(Map.of(), Map.of("ai", Map.of("aiTags", List.of("sea"))))) {
			JsonNode result = this.library.ingest("captioned.jpg");
			this.http.send(HttpMethod.PUT, "/api/images/" + result.path("image_id").asString() + "/caption",
					MediaType.APPLICATION_JSON,
					"{\"caption\":\"A pier\",\"source\":\"human\"}".getBytes(StandardCharsets.UTF_8));

			JsonNode silver = this.http.post("/api/photos/" + TestLibrary.photo(result) + "/process", body).json();

			assertThat(silver.at("/metadata/ai/longDescription").asString()).isEqualTo("A pier");
			assertThat(silver.at("/metadata/ai/aiTags").size()).isEqualTo(body.size());
			assertThat(silver.at("/metadata/exif").isObject()).isTrue();
		}
		JsonNode plain = this.library.ingest("plain.jpg");
		JsonNode silver = this.library.act(TestLibrary.photo(plain), "process").json();
		assertThat(silver.path("metadata").has("ai")).isFalse();
	}

	@Test
	void repeatedKeyOfProcessReturnsTheSameSilver() throws IOException {
		JsonNode result = this.library.ingest("keyed.jpg");
		String process = "/api/photos/" + TestLibrary.photo(result) + "/process";
		Http keyed = this.http.with("Idempotency-Key", TestLibrary.photo(result));
		Http.Answer first = keyed.post(process, Map.of("ai", Map.of("shortDescription", "Pier")));

		Http.Answer second = keyed.post(process, Map.of("ai", Map.of("shortDescription", "Pier")));

		assertThat(first.status()).isEqualTo(201);
		assertThat(Path.of(first.json().path("file_path").asString())).exists();
		assertThat(second.status()).isEqualTo(201);
		assertThat(second.json()).isEqualTo(first.json());
		assertThat(keyed.post(process, Map.of()).status()).isEqualTo(422);
	}

	@Test
	void repeatedKeyOfReprocessReadsChangedFileOnce() throws IOException {
		JsonNode result = this.library.ingest("reprocessed.jpg");
		JsonNode silver = this.library.act(TestLibrary.photo(result), "process").json();
		String photo = this.library.review(silver.path("id").asString());
		byte[] other = SamplePictures.jpeg(this.library.picture(""), SamplePictures.exif(1), null);
		Files.write(Path.of(silver.path("file_path").asString()), other);
		Http keyed = this.http.with("Idempotency-Key", photo);

		Http.Answer first = keyed.post("/api/photos/" + photo + "/reprocess", Map.of());
		Http.Answer second = keyed.post("/api/photos/" + photo + "/reprocess", Map.of());

		assertThat(first.status()).isEqualTo(200);
		assertThat(first.json().path("file_hash").asString()).isEqualTo(Hashes.sha256(other))
			.isNotEqualTo(silver.path("file_hash").asString());
		assertThat(first.json().path("file_size").asLong()).isEqualTo(other.length);
		assertThat(first.json().path("camera").asString()).isEqualTo("Canon EOS 7D");
		assertThat(first.json().path("is_reviewed").asBoolean()).isFalse();
		assertThat(first.json().path("rating").asInt()).isEqualTo(4);
		assertThat(second.json()).isEqualTo(first.json());
		assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
		assertThat(keyed.post("/api/photos/" + photo + "/reprocess", Map.of("model", "m")).status()).isEqualTo(422);
		assertThat(this.http.get("/api/assets/{id}/history", result.path("asset_id").asString())
			.json()
			.path("items")
			.values()
			.stream()
			.filter((change) -> change.path("action").asString().equals("REPROCESSED"))).hasSize(1);
	}

	@Test
	void replacedOriginalKeepsImageAndRating() throws IOException {
		JsonNode result = this.library.ingest("before.jpg");
		String photo = this.library.review(TestLibrary.photo(result));
		Path before = Path.of(this.library.asset(result).at("/photos/0/file_path").asString());
		String silver = this.library.act(photo, "process").json().path("file_path").asString();
		byte[] other = this.library.picture("");

		Http.Answer answer = Multipart.post(this.http, "/api/assets/" + result.path("asset_id").asString() + "/replace",
				List.of(Multipart.file("file", "after.jpg", other)));

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("original_filename").asString()).isEqualTo("after.jpg");
		assertThat(answer.json().path("image_id")).isEqualTo(result.path("image_id"));
		assertThat(before).doesNotExist();
		assertThat(Path.of(silver)).doesNotExist();
		for (JsonNode version : answer.json().path("photos")) {
			assertThat(Path.of(version.path("file_path").asString())).hasBinaryContent(other);
			assertThat(version.path("rating").asInt()).isEqualTo(4);
			assertThat(version.path("is_reviewed").asBoolean()).isFalse();
		}
		assertThat(this.http.get("/api/images/{id}/content", result.path("image_id").asString()).bytes())
			.isEqualTo(other);
	}

	@Test
	void trashedAssetRefusesActionsAndPurgeDeletesItsFiles() throws IOException {
		JsonNode result = this.library.ingest("trash-" + UUID.randomUUID() + ".jpg");
		String asset = result.path("asset_id").asString();
		String silver = this.library.act(TestLibrary.photo(result), "process").json().path("id").asString();
		for (int i = 0; i < 2; i++) {
			assertThat(this.http.send(HttpMethod.DELETE, "/api/assets/{id}", asset).status()).isEqualTo(204);
		}
		for (String action : List.of("promote", "demote", "reject", "reinstate", "reprocess", "embed")) {
			assertThat(this.library.act(silver, action).status()).as(action).isEqualTo(409);
		}
		JsonNode first = this.http.get("/api/assets/trash").json().at("/items/0");
		assertThat(first.path("id").asString()).isEqualTo(silver);
		assertThat(first.path("purge_at").isString()).isTrue();
		assertThat(this.http.post("/api/assets/restore", Map.of("asset_ids", List.of(asset, "?"))).text())
			.isEqualTo("{\"changed\":1,\"unchanged\":0,\"missing\":[\"?\"]}");
		// It is not due yet.
		this.http.post("/api/assets/trash", Map.of("asset_ids", List.of(asset)));
		this.purge.deleteExpired().block();
		List<Path> files = this.library.asset(result)
			.path("photos")
			.values()
			.stream()
			.map((photo) -> Path.of(photo.path("file_path").asString()))
			.toList();
		assertThat(files).hasSize(2).allMatch(Files::exists);
		assertThat(this.http.send(HttpMethod.DELETE, "/api/assets/trash").status()).isEqualTo(400);
		assertThat(this.http.send(HttpMethod.DELETE, "/api/assets/trash?confirm=all").json().path("deleted").asInt())
			.isPositive();
		assertThat(files).noneMatch(Files::exists);
		assertThat(this.http.get("/api/assets/{id}", asset).status()).isEqualTo(404);
		assertThat(this.http.get("/api/images/{id}", result.path("image_id").asString()).status()).isEqualTo(404);
	}

	private List<Http.Answer> together(String photo, String action) {
		return IntStream.range(0, 4).parallel().mapToObj((i) -> this.library.act(photo, action)).toList();
	}

	private static JsonNode created(List<Http.Answer> answers) {
		return answers.stream().filter((answer) -> answer.status() == 201).findFirst().orElseThrow().json();
	}

}
