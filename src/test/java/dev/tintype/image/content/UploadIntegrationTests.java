package dev.tintype.image.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.imaging.metadata.SamplePictures;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.support.Hashes;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.testing.PrivateFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class UploadIntegrationTests {

	private final Http http;

	private final TestImages images;

	private final DatabaseClient database;

	@TempDir
	private Path folder = Path.of("");

	UploadIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment,
			@Autowired DatabaseClient database) {
		this.database = database;
		this.http = new Http(client);
		this.images = new TestImages(this.http, environment);
	}

	@Test
	void filesAreRegisteredBeforeTheirBytesInOrder() {
		Http.Answer answer = this.http.post("/api/images/register-files",
				Map.of("files", List.of(Map.of("filename", "b.png", "size", 7), Map.of("filename", "a.png"))));

		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.json().path("total").asInt()).isEqualTo(2);
		String id = answer.json().at("/image_ids/0").asString();
		JsonNode image = this.http.get("/api/images/{id}", id).json();
		assertThat(image.path("filename").asString()).isEqualTo("b.png");
		assertThat(image.path("size").asInt()).isEqualTo(7);
		assertThat(image.path("uploaded").asBoolean()).isFalse();
		assertThat(image.get("path").isNull()).isTrue();
		for (String part : List.of("content", "thumbnail")) {
			Http.Answer missing = this.http.get("/api/images/{id}/" + part, id);
			assertThat(missing.status()).isEqualTo(404);
			assertThat(missing.json().path("detail").asString())
				.isEqualTo("The image " + id + " has no content yet: PUT it to /api/images/" + id + "/content.");
		}
	}

	@Test
	void onlyTheUserOfTheServiceCanReadUploads() throws IOException {
		String id = this.images.await("a.png");
		this.images.put(id, Files.readAllBytes(Pictures.png(this.folder, "a.png", 4, 3)));
		this.http.get("/api/images/{id}/thumbnail", id);
		this.http.get("/api/documents/search?q=word");

		assertThat(this.images.stored(id, ".png")).exists();
		assertThat(PrivateFiles.openToOthers(this.images.data())).isEmpty();
	}

	@Test
	void filesWithInvalidNamesAreRefused() {
		Http.Answer answer = this.http.post("/api/images/register-files",
				Map.of("files", List.of(Map.of("filename", "a.png"), Map.of("filename", "../a.png"))));

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo("/files/1/filename");
		assertThat(this.http.post("/api/images/register-files", Map.of("files", List.of())).pointer())
			.isEqualTo("/files");
	}

	@Test
	void contentCompletesTheRowAndIsStoredInPlace() throws IOException {
		byte[] bytes = Files.readAllBytes(Pictures.withOrientation(this.folder, "a.jpg", 40, 60, 6));
		String id = this.images.await("wrong.png");

		Http.Answer answer = this.images.put(id, bytes);

		assertThat(answer.status()).isEqualTo(200);
		JsonNode image = answer.json();
		assertThat(image.path("uploaded").asBoolean()).isTrue();
		assertThat(image.path("filename").asString()).isEqualTo("wrong.png");
		assertThat(image.path("mime_type").asString()).isEqualTo("image/jpeg");
		assertThat(image.path("width").asInt()).isEqualTo(40);
		assertThat(image.path("height").asInt()).isEqualTo(60);
		assertThat(image.path("size").asInt()).isEqualTo(bytes.length);
		assertThat(image.path("content_hash").asString()).isEqualTo(Hashes.sha256(bytes));
		assertThat(image.path("path").asString()).isEqualTo(this.images.stored(id, ".jpg").toString());
		assertThat(this.images.stored(id, ".jpg")).hasBinaryContent(bytes);
		this.images.awaitNoTemporaryUpload();
	}

	@Test
	void newContentHasItsOwnTimeColourAndVersion() throws IOException {
		byte[] plain = Files.readAllBytes(Pictures.flat(this.folder, "a.jpg", 40, 60));
		byte[] dated = SamplePictures.jpeg(plain, SamplePictures.exif(1), null);
		String id = this.images.await("a.jpg");
		JsonNode first = this.images.put(id, dated).json();
		assertThat(first.path("taken_at").asString()).isEqualTo("2024-07-04T10:11:12.25");
		assertThat(first.path("thumbnail_url").asString())
			.isEqualTo("/api/images/" + id + "/thumbnail?v=" + Hashes.sha256(dated).substring(0, 12));
		for (String size : List.of("150", "256")) {
			assertThat(this.http.get(first.path("thumbnail_url").asString() + "&size=" + size).header("Cache-Control"))
				.contains("private", "immutable");
		}
		assertThat(this.http.get("/api/images/{id}", id).json().path("colour").asString()).isEqualTo("#000000");

		JsonNode second = this.images.put(id, plain).json();

		assertThat(second.get("taken_at").isNull()).isTrue();
		assertThat(second.get("colour").isNull()).isTrue();
		assertThat(this.http.get(second.path("thumbnail_url").asString()).header("Cache-Control"))
			.contains("immutable");
		assertThat(this.http.get(first.path("thumbnail_url").asString()).header("Cache-Control"))
			.doesNotContain("immutable");
	}

	@Test
	void contentOfAnUnknownImageIsNotFound() throws IOException {
		byte[] bytes = Files.readAllBytes(Pictures.png(this.folder, "a.png", 3, 2));

		assertThat(this.images.put(UUID.randomUUID().toString(), bytes).status()).isEqualTo(404);
		assertThat(this.images.put("none", bytes).status()).isEqualTo(404);
		this.images.awaitNoTemporaryUpload();
	}

	@Test
	void contentThatIsNotAPictureIsRefusedAndNotStored() throws IOException {
		String id = this.images.await("a.png");

		Http.Answer refused = this.images.put(id, "%PDF-1.7\n".getBytes(StandardCharsets.UTF_8));
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.json().path("detail").asString()).startsWith("The file is a PDF document,");
		assertThat(this.images.put(id, new byte[0]).status()).isEqualTo(422);
		assertThat(this.images.put(id, Files.readAllBytes(Pictures.bomb(this.folder, "bomb.png"))).status())
			.isEqualTo(413);
		this.images.awaitNoTemporaryUpload();
		assertThat(this.http.get("/api/images/{id}", id).json().path("uploaded").asBoolean()).isFalse();
	}

	@Test
	void replacedContentRemovesTheOldFileAndThumbnail() throws IOException {
		String id = this.images.await("a.png");
		this.images.put(id, Files.readAllBytes(Pictures.png(this.folder, "a.png", 30, 20)));
		String etag = this.http.get("/api/images/{id}/thumbnail", id).header("ETag");
		byte[] bytes = Files.readAllBytes(Pictures.jpeg(this.folder, "a.jpg", 50, 70));

		assertThat(this.images.put(id, bytes).status()).isEqualTo(200);

		assertThat(this.images.stored(id, ".png")).doesNotExist();
		assertThat(this.images.stored(id, ".jpg")).hasBinaryContent(bytes);
		assertThat(this.http.get("/api/images/{id}/thumbnail", id).header("ETag")).isNotEqualTo(etag).startsWith("\"");
		this.images.awaitNoTemporaryUpload();
	}

	@Test
	void eachUploadHasItsOwnFile() throws IOException {
		String id = this.images.await("a.png");
		this.images.put(id, Files.readAllBytes(Pictures.png(this.folder, "a.png", 30, 20)));
		Path former = this.images.stored(id, ".png");
		byte[] bytes = Files.readAllBytes(Pictures.png(this.folder, "b.png", 20, 30));

		String path = this.images.put(id, bytes).json().path("path").asString();

		assertThat(former).doesNotExist();
		assertThat(this.images.stored(id, ".png")).hasBinaryContent(bytes).hasToString(path);
		assertThat(former.getFileName().toString()).matches(id + "-[0-9a-f-]{36}\\.png");
	}

	@Test
	void fileOfOlderReleaseIsReadAndReplacedAndDeleted() throws IOException {
		byte[] bytes = Files.readAllBytes(Pictures.png(this.folder, "a.png", 30, 20));
		for (boolean replaced : List.of(true, false)) {
			String id = this.images.await("a.png");
			this.images.put(id, bytes);
			Path stored = this.images.stored(id, ".png");
			Path older = Files.move(stored, stored.resolveSibling(id + ".png"));
			this.database.sql("UPDATE images SET file_path = :path WHERE image_id = :id")
				.bind("path", older.toString())
				.bind("id", UUID.fromString(id))
				.then()
				.block();

			assertThat(this.http.get("/api/images/{id}/content", id).bytes()).isEqualTo(bytes);
			assertThat(this.http.get("/api/images/{id}/thumbnail", id).status()).isEqualTo(200);
			if (replaced) {
				assertThat(this.images.put(id, bytes).status()).isEqualTo(200);
			}
			else {
				assertThat(this.http.send(HttpMethod.DELETE, "/api/images/{id}", id).status()).isEqualTo(204);
			}

			assertThat(older).doesNotExist();
			assertThat(Files.exists(this.images.stored(id, ".png"))).isEqualTo(replaced);
		}
	}

	@Test
	void uploadThatCannotBeStoredKeepsTheOldBytes() throws IOException {
		String id = this.images.await("a.png");
		byte[] bytes = Files.readAllBytes(Pictures.png(this.folder, "a.png", 30, 20));
		this.images.put(id, bytes);
		Path folder = Objects.requireNonNull(this.images.stored(id, ".png").getParent());
		Path aside = Files.move(folder, folder.resolveSibling("aside"));
		Files.createFile(folder);

		assertThat(this.images.put(id, Files.readAllBytes(Pictures.png(this.folder, "b.png", 3, 3))).status())
			.isEqualTo(500);

		Files.delete(folder);
		Files.move(aside, folder);
		assertThat(this.http.get("/api/images/{id}/content", id).bytes()).isEqualTo(bytes);
		assertThat(this.images.stored(id, ".png")).hasBinaryContent(bytes);
		this.images.awaitNoTemporaryUpload();
	}

	@Test
	void failedReplacementKeepsTheOldBytes() throws IOException {
		String id = this.images.await("a.png");
		byte[] bytes = Files.readAllBytes(Pictures.png(this.folder, "a.png", 30, 20));
		this.images.put(id, bytes);

		assertThat(this.images.put(id, "text".getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(422);

		assertThat(this.http.get("/api/images/{id}/content", id).bytes()).isEqualTo(bytes);
	}

	@Test
	void uploadForARegisteredImageKeepsTheOriginal() throws IOException {
		Path original = Pictures.png(this.images.folder(), "a.png", 30, 20);
		byte[] before = Files.readAllBytes(original);
		String id = this.images.register(original);

		this.images.put(id, Files.readAllBytes(Pictures.png(this.folder, "b.png", 5, 5)));

		assertThat(original).hasBinaryContent(before);
		assertThat(this.images.stored(id, ".png")).exists();
	}

	@Test
	void bodyThatIsNotMultipartIsRefused() {
		assertThat(this.http.send(HttpMethod.POST, "/api/images", MediaType.APPLICATION_JSON, new byte[] { '{', '}' })
			.status()).isEqualTo(415);
	}

}
