package dev.tintype.library.asset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.imaging.metadata.SamplePictures;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.support.Hashes;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
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

/**
 * Ingests changed files, files with sidecars, and files whose metadata is cut.
 */
@IntegrationTest
class ReingestIntegrationTests {

	private static final String VALUES = """
			<dc:subject><rdf:Bag><rdf:li>pier</rdf:li></rdf:Bag></dc:subject><xmp:Rating>3</xmp:Rating>
			<photoshop:DateCreated>1999-12-31T23:59:58</photoshop:DateCreated>""";

	private final Http http;

	private final Environment environment;

	@TempDir
	private Path folder = Path.of("");

	private TestLibrary library;

	ReingestIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment) {
		this.http = new Http(client);
		this.environment = environment;
		this.library = new TestLibrary(this.http, environment, this.folder);
	}

	@BeforeEach
	void useFolder() {
		this.library = new TestLibrary(this.http, this.environment, this.folder);
	}

	@Test
	void changedOriginalIsReadAgain() throws IOException {
		Path file = this.library.register("changed.jpg");
		String image = this.library.imageOf(file);
		JsonNode result = ingest(image);
		String photo = TestLibrary.photo(result);
		patch(photo, "{\"rating\":2,\"is_reviewed\":true}");
		byte[] other = withExif();
		Files.write(file, other);
		Http.Answer refused = this.library.act(photo, "process");
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.text()).contains("Ingest its image again");

		JsonNode again = ingest(image);

		assertThat(again.path("status").asString()).isEqualTo("skipped");
		assertThat(again.path("detail").asString()).contains("has changed").doesNotContain("higher tiers");
		assertThat(again.path("photo_id").asString()).isEqualTo(photo);
		JsonNode read = this.http.get("/api/photos/{id}", photo).json();
		assertThat(read.path("file_hash").asString()).isEqualTo(Hashes.sha256(other));
		assertThat(read.path("file_size").asLong()).isEqualTo(other.length);
		assertThat(read.path("camera").asString()).isEqualTo("Canon EOS 7D");
		assertThat(read.path("taken_at").asString()).isEqualTo("2024-07-04T10:11:12.25");
		assertThat(this.http.get("/api/images/{id}", image).json().path("taken_at")).isEqualTo(read.path("taken_at"));
		assertThat(read.path("width").asInt()).isEqualTo(90);
		assertThat(read.path("rating").asInt()).isEqualTo(2);
		assertThat(read.path("is_reviewed").asBoolean()).isFalse();
		assertThat(actions(result)).startsWith("REPROCESSED");
		JsonNode silver = this.library.act(photo, "process").json();
		assertThat(Path.of(silver.path("file_path").asString())).hasBinaryContent(other);
		Files.write(file, this.library.picture(""));
		assertThat(ingest(image).path("detail").asString()).contains("higher tiers");
		delete(result);
	}

	@Test
	void touchedOriginalIsNoChange() throws IOException {
		Path file = this.library.register("touched.jpg");
		String image = this.library.imageOf(file);
		JsonNode result = ingest(image);
		Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
		this.http.post("/api/images/register-folder", Map.of("folder_path", String.valueOf(file.getParent())));

		for (int i = 0; i < 2; i++) {
			assertThat(ingest(image).path("detail").isNull()).isTrue();
		}
		assertThat(this.http.get("/api/images/{id}", image).json().path("content_hash"))
			.isEqualTo(this.http.get("/api/photos/{id}", TestLibrary.photo(result)).json().path("file_hash"));
		assertThat(actions(result)).containsExactly("INGESTED");
		Files.delete(file);
		JsonNode gone = ingest(image);
		assertThat(gone.path("status").asString()).isEqualTo("skipped");
		assertThat(gone.path("detail").asString()).contains("missing");
		delete(result);
	}

	@Test
	void nullRestoresValuesOfKeptSidecar() throws IOException {
		String name = UUID.randomUUID().toString();
		byte[] packet = SamplePictures.packet(VALUES);
		JsonNode results = this.library
			.upload(TestLibrary.part(name + ".jpg", this.library.picture("<xmp:Rating>1</xmp:Rating>")),
					TestLibrary.part(name + ".jpeg", this.library.picture("")), TestLibrary.part(name + ".xmp", packet))
			.path("results");

		for (JsonNode result : results) {
			assertThatNullRestores(TestLibrary.photo(result));
			Path file = Path.of(this.library.asset(result).at("/photos/0/file_path").asString());
			assertThat(Path.of(file + ".xmp")).hasBinaryContent(packet);
		}
		delete(results.get(0));
		assertThat(this.library.files(name)).hasSize(2);
		delete(results.get(1));
		assertThat(this.library.files(name)).isEmpty();
		assertThat(this.library.temporary()).isEmpty();
	}

	@Test
	void nullRestoresValuesBesideRegisteredFileAndItsCopy() throws IOException {
		for (boolean copy : List.of(false, true)) {
			Path file = this.library.register("beside.jpg");
			Path sidecar = Files.write(file.resolveSibling("beside.xmp"), SamplePictures.packet(VALUES));
			JsonNode result = this.http
				.post("/api/assets", Map.of("image_ids", List.of(this.library.imageOf(file)), "copy", copy))
				.json()
				.at("/results/0");
			assertThatNullRestores(TestLibrary.photo(result));
			delete(result);
			assertThat(sidecar).exists();
		}
	}

	@Test
	void goldFileSaysTheSameElsewhere() throws IOException {
		JsonNode result = this.library.upload(TestLibrary.part("gold.jpg", withExif())).at("/results/0");
		this.http.send(HttpMethod.PUT, "/api/images/" + result.path("image_id").asString() + "/caption",
				MediaType.APPLICATION_JSON, bytes("{\"caption\":\"Ein Steg\\nam See\",\"source\":\"human\"}"));
		String silver = this.library
			.review(this.library.act(TestLibrary.photo(result), "process").json().path("id").asString());
		patch(silver, "{\"taken_at\":\"1987-06-05T04:03:02.5\",\"latitude\":47.25,\"longitude\":8.5}");
		byte[] gold = Files
			.readAllBytes(Path.of(this.library.act(silver, "promote").json().path("file_path").asString()));
		// A library without the asset is another one.
		delete(result);

		JsonNode elsewhere = this.library.upload(TestLibrary.part("other.jpg", gold)).at("/results/0");

		assertThat(elsewhere.path("status").asString()).isEqualTo("created");
		JsonNode photo = this.http.get("/api/photos/{id}", TestLibrary.photo(elsewhere)).json();
		assertThat(photo.path("caption").asString()).isEqualTo("Ein Steg\nam See");
		assertThat(photo.path("keywords").toString()).isEqualTo("[\"lake\",\"Places/Alps\"]");
		assertThat(photo.path("rating").asInt()).isEqualTo(4);
		assertThat(photo.path("taken_at").asString()).isEqualTo("1987-06-05T04:03:02.5");
		assertThat(photo.path("latitude").asDouble()).isEqualTo(47.25);
		assertThat(photo.at("/metadata/exif/dateTimeOriginal").asString()).isEqualTo("2024-07-04T10:11:12.25");
		JsonNode again = this.library.act(TestLibrary.photo(elsewhere), "process").json();
		assertThat(this.library.act(again.path("id").asString(), "reprocess").json().path("taken_at").asString())
			.isEqualTo("1987-06-05T04:03:02.5");
		delete(elsewhere);
	}

	@Test
	void brokenAndCutMetadataIsToldOf() throws IOException {
		String longText = "<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>" + "x".repeat(20_001)
				+ "</rdf:li></rdf:Alt></dc:description>";
		JsonNode results = this.library
			.upload(TestLibrary.part("broken.jpg", this.library.picture("<unclosed>")),
					TestLibrary.part("long.jpg", this.library.picture("")),
					TestLibrary.part("long.jpg.xmp", SamplePictures.packet(longText)))
			.path("results");

		assertThat(results.at("/0/status").asString()).isEqualTo("created");
		assertThat(results.at("/0/detail").asString()).contains("XMP packet");
		assertThat(results.at("/1/detail").asString()).contains("over 20000 characters");
		assertThat(this.library.asset(results.get(1)).at("/photos/0/caption").asString()).hasSize(20_000);
	}

	private void assertThatNullRestores(String photo) {
		patch(photo, "{\"rating\":5,\"keywords\":[],\"taken_at\":\"2020-01-01T00:00:00\"}");
		JsonNode reset = patch(photo, "{\"rating\":null,\"keywords\":null,\"taken_at\":null}");
		assertThat(reset.path("rating").asInt()).isEqualTo(3);
		assertThat(reset.path("keywords").toString()).isEqualTo("[\"pier\"]");
		assertThat(reset.path("taken_at").asString()).isEqualTo("1999-12-31T23:59:58");
	}

	private JsonNode ingest(String image) {
		return this.http.post("/api/assets", Map.of("image_ids", List.of(image))).json().at("/results/0");
	}

	private JsonNode patch(String photo, String body) {
		Http.Answer answer = this.http.send(HttpMethod.PATCH, "/api/photos/" + photo, MediaType.APPLICATION_JSON,
				bytes(body));
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.json();
	}

	private List<String> actions(JsonNode result) {
		return this.http.get("/api/assets/{id}/history", result.path("asset_id").asString())
			.json()
			.path("items")
			.values()
			.stream()
			.map((change) -> change.path("action").asString())
			.toList();
	}

	private void delete(JsonNode result) {
		assertThat(
				this.http.send(HttpMethod.DELETE, "/api/assets/{id}?permanent=true", result.path("asset_id").asString())
					.status())
			.isEqualTo(204);
	}

	private byte[] withExif() throws IOException {
		byte[] plain = Files.readAllBytes(Pictures.jpeg(this.folder, "plain-" + UUID.randomUUID() + ".jpg", 90, 50));
		return SamplePictures.jpeg(plain, SamplePictures.exif(1),
				SamplePictures.packet("<xmp:Label>" + UUID.randomUUID() + "</xmp:Label>"));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
