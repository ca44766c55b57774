package dev.tintype.library.media;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.imaging.metadata.PictureMetadata;
import dev.tintype.imaging.metadata.SamplePictures;
import dev.tintype.imaging.work.PictureFormat;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class PhotoMediaIntegrationTests {

	private final Http http;

	private final Environment environment;

	private Path file = Path.of("");

	private byte[] bytes = new byte[0];

	private String photo = "";

	private String asset = "";

	PhotoMediaIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment) {
		this.http = new Http(client);
		this.environment = environment;
	}

	@BeforeEach
	void ingestPicture() throws IOException {
		Path root = Path.of(this.environment.getRequiredProperty("tintype.images.roots")).toRealPath();
		Path folder = Files.createDirectory(root.resolve("media-" + UUID.randomUUID()));
		Path plain = Pictures.jpeg(Files.createTempDirectory("tintype-media-"), "plain.jpg", 80, 40);
		this.file = folder.resolve("a.jpg");
		this.bytes = SamplePictures.jpeg(Files.readAllBytes(plain), SamplePictures.exif(1), SamplePictures
			.packet("<xmp:Rating>2</xmp:Rating><dc:subject><rdf:Bag><rdf:li>x</rdf:li></rdf:Bag></dc:subject><own:id>"
					+ UUID.randomUUID() + "</own:id>"));
		Files.write(this.file, this.bytes);
		JsonNode images = this.http.post("/api/images/register-folder", Map.of("folder_path", folder.toString()))
			.json()
			.path("images");
		Http.Answer ingested = this.http.post("/api/assets",
				Map.of("image_ids", List.of(images.at("/0/image_id").stringValue())));
		assertThat(ingested.json().at("/results/0/status").stringValue()).as(ingested.text()).isEqualTo("created");
		this.asset = "/api/assets/" + ingested.json().at("/results/0/asset_id").stringValue();
		this.photo = "/api/photos/" + ingested.json().at("/results/0/photo_id").stringValue();
	}

	// Other tests delete all images, which an asset prevents.
	@AfterEach
	void deleteAsset() {
		assertThat(this.http.send(HttpMethod.DELETE, this.asset + "?permanent=true").status()).isEqualTo(204);
	}

	@Test
	void contentIsFileOfUserWithRange() {
		Http.Answer answer = this.http.get(this.photo + "/content");

		assertThat(answer.bytes()).isEqualTo(this.bytes);
		assertThat(this.http.with("If-None-Match", answer.header("ETag")).get(this.photo + "/content").status())
			.isEqualTo(304);
		Http.Answer range = this.http.with("Range", "bytes=2-4").get(this.photo + "/content");
		assertThat(range.status()).isEqualTo(206);
		assertThat(range.bytes()).isEqualTo(Arrays.copyOfRange(this.bytes, 2, 5));
		assertThat(this.http.get("/api/photos/x/content").status()).isEqualTo(404);
	}

	@Test
	void contentOfCopyIsStoredFile() {
		String silver = this.http.send(HttpMethod.POST, this.photo + "/process").json().path("id").stringValue();

		Http.Answer answer = this.http.get("/api/photos/" + silver + "/content");

		assertThat(answer.bytes()).isEqualTo(this.bytes);
		assertThat(this.http.with("Range", "bytes=0-1").get("/api/photos/" + silver + "/content").bytes()).hasSize(2);
		assertThat(this.http.with("If-None-Match", answer.header("ETag"))
			.get("/api/photos/" + silver + "/content")
			.status()).isEqualTo(304);
	}

	@Test
	void embeddedContentAndPacketHaveDataOfRow() throws IOException {
		patch("{\"rating\": 5, \"keywords\": [\"Travel/Japan\"]}");

		byte[] embedded = this.http.get(this.photo + "/content?embed=true").bytes();
		Http.Answer packet = this.http.get(this.photo + "/xmp");

		Path copy = Files.write(Files.createTempFile("tintype-media-", ".jpg"), embedded);
		PictureMetadata metadata = SamplePictures.read(copy, PictureFormat.JPEG, null, null);
		assertThat(metadata.rating()).isEqualTo(5);
		assertThat(metadata.keywords()).containsExactly("Travel/Japan");
		assertThat(packet.header("Content-Type")).isEqualTo("application/rdf+xml");
		assertThat(packet.text()).contains("Travel|Japan").contains("xmp:Rating=\"5\"");
		assertThat(Files.readAllBytes(this.file)).isEqualTo(this.bytes);
		assertThat(this.http.get(this.photo + "/content").bytes()).isEqualTo(this.bytes);
	}

	@Test
	void etagsFollowBytes() {
		JsonNode silver = this.http.send(HttpMethod.POST, this.photo + "/process").json();
		this.photo = "/api/photos/" + silver.path("id").stringValue();
		String plain = String.valueOf(this.http.get(this.photo + "/content").header("ETag"));
		String embedded = String.valueOf(this.http.get(this.photo + "/content?embed=true").header("ETag"));

		assertThat(plain).contains(silver.path("file_hash").stringValue()).isNotEqualTo(embedded);
		assertThat(this.http.with("If-None-Match", embedded).get(this.photo + "/content?embed=true").status())
			.isEqualTo(304);
		assertThat(this.http.with("If-None-Match", embedded).get(this.photo + "/content").status()).isEqualTo(200);
		patch("{\"rating\": 4}");
		assertThat(this.http.get(this.photo + "/content").header("ETag")).isEqualTo(plain);
		Http.Answer changed = this.http.with("If-None-Match", embedded).get(this.photo + "/content?embed=true");
		assertThat(changed.status()).isEqualTo(200);
		assertThat(changed.header("ETag")).isNotEqualTo(embedded);
	}

	@Test
	void thumbnailWithVersionIsCachedForAYear() {
		String url = this.http.get(this.photo).json().path("thumbnail_url").stringValue();

		assertThat(url).matches("/api/photos/[0-9a-f-]{36}/thumbnail\\?v=[0-9a-f]{12}");
		assertThat(this.http.get(url + "&size=150").header("Cache-Control")).contains("immutable");
		assertThat(this.http.get(url.substring(0, url.length() - 1) + "x").header("Cache-Control"))
			.doesNotContain("immutable");
		assertThat(this.http.get(this.photo + "/thumbnail").status()).isEqualTo(200);
	}

	@Test
	void nullResetsFieldsToValuesOfFile() {
		patch("""
				{"rating": 5, "keywords": [], "taken_at": "2020-01-01T00:00:00", "latitude": 1, "longitude": 1}""");

		JsonNode reset = patch("""
				{"rating": null, "keywords": null, "taken_at": null, "latitude": null, "longitude": null}""");

		assertThat(reset.path("rating").intValue()).isEqualTo(2);
		assertThat(reset.path("keywords").toString()).isEqualTo("[\"x\"]");
		assertThat(reset.path("taken_at").stringValue()).isEqualTo("2024-07-04T10:11:12.25");
		assertThat(reset.path("latitude").doubleValue()).isEqualTo(-33.5);
	}

	private JsonNode patch(String body) {
		Http.Answer answer = this.http.send(HttpMethod.PATCH, this.photo, MediaType.APPLICATION_JSON,
				body.getBytes(StandardCharsets.UTF_8));
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return Json.MAPPER.readTree(answer.bytes());
	}

}
