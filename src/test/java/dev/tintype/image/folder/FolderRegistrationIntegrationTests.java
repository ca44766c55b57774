package dev.tintype.image.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import dev.tintype.imaging.metadata.SamplePictures;
import dev.tintype.imaging.work.PictureBytes;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class FolderRegistrationIntegrationTests {

	private final Http http;

	private final DatabaseClient database;

	private final Environment environment;

	private Path folder = Path.of("");

	FolderRegistrationIntegrationTests(@Autowired WebTestClient client, @Autowired DatabaseClient database,
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
	void imagesAreRegisteredInTheOrderOfTheirNames() throws IOException {
		Pictures.png(this.folder, "b.png", 30, 20);
		Pictures.withOrientation(this.folder, "a.JPG", 40, 60, 6);
		Pictures.webp(this.folder, "Z.webp", 8, 9);

		Http.Answer answer = TestFolder.register(this.http, this.folder, false);

		assertThat(answer.status()).isEqualTo(200);
		JsonNode json = answer.json();
		assertThat(TestFolder.names(json.path("images"))).containsExactly("Z.webp", "a.JPG", "b.png");
		assertThat(json.path("registered").asLong()).isEqualTo(3);
		assertThat(json.path("total").asLong()).isEqualTo(3);
		assertThat(json.path("truncated").asBoolean()).isFalse();
		JsonNode turned = json.at("/images/1");
		assertThat(turned.path("width").asInt()).isEqualTo(40);
		assertThat(turned.path("height").asInt()).isEqualTo(60);
		assertThat(turned.path("mime_type").asString()).isEqualTo("image/jpeg");
		assertThat(turned.path("path").asString()).isEqualTo(this.folder.resolve("a.JPG").toString());
		assertThat(turned.path("size").asLong()).isEqualTo(Files.size(this.folder.resolve("a.JPG")));
		assertThat(turned.path("uploaded").asBoolean()).isTrue();
		assertThat(turned.get("content_hash").isNull()).isTrue();
		assertThat(turned.get("caption").isNull()).isTrue();
	}

	@Test
	void secondRegistrationChangesNothing() {
		Pictures.png(this.folder, "a.png", 3, 2);
		JsonNode first = TestFolder.register(this.http, this.folder, false).json();

		JsonNode second = TestFolder.register(this.http, this.folder, false).json();

		assertThat(second.path("registered").asLong()).isZero();
		assertThat(second.path("unchanged").asLong()).isEqualTo(1);
		assertThat(second.path("images")).isEqualTo(first.path("images"));
		assertThat(TestFolder.rows(this.database, this.folder)).isEqualTo(1);
	}

	@Test
	void changedFileKeepsItsIdAndLosesItsHashAndThumbnails() {
		Pictures.png(this.folder, "a.png", 30, 20);
		Pictures.png(this.folder, "b.png", 30, 20);
		String id = TestFolder.register(this.http, this.folder, false).json().at("/images/0/image_id").asString();
		assertThat(this.http.get("/api/images/{id}/thumbnail", id).status()).isEqualTo(200);
		assertThat(this.http.get("/api/images/{id}/content", id).status()).isEqualTo(200);
		assertThat(this.http.get("/api/images/{id}", id).json().path("content_hash").asString()).hasSize(64);
		Pictures.jpeg(this.folder, "a.png", 50, 70);

		JsonNode json = TestFolder.register(this.http, this.folder, false).json();

		assertThat(json.path("updated").asLong()).isEqualTo(1);
		assertThat(json.path("unchanged").asLong()).isEqualTo(1);
		JsonNode image = json.at("/images/0");
		assertThat(image.path("image_id").asString()).isEqualTo(id);
		assertThat(image.path("width").asInt()).isEqualTo(50);
		assertThat(image.path("mime_type").asString()).isEqualTo("image/jpeg");
		assertThat(image.get("content_hash").isNull()).isTrue();
		assertThat(thumbnails(id)).isZero();
	}

	@Test
	void changedFileLosesItsColourAndGetsItsNewTimeAndVersion() throws IOException {
		Path file = Pictures.flat(this.folder, "a.jpg", 30, 20);
		byte[] plain = Files.readAllBytes(file);
		Files.write(file, SamplePictures.jpeg(plain, SamplePictures.exif(1), null));
		JsonNode first = TestFolder.register(this.http, this.folder, false).json().at("/images/0");
		String address = "/api/images/" + first.path("image_id").asString();
		assertThat(first.path("taken_at").asString()).isEqualTo("2024-07-04T10:11:12.25");
		assertThat(first.get("colour").isNull()).isTrue();

		this.http.get(first.path("thumbnail_url").asString() + "&size=150");
		JsonNode shown = this.http.get(address).json();
		assertThat(shown.path("colour").asString()).isEqualTo("#000000");
		assertThat(shown.path("thumbnail_url")).isEqualTo(first.path("thumbnail_url"));
		assertThat(shown.path("updated_at")).isEqualTo(first.path("updated_at"));
		assertThat(this.http.with("Accept", "application/x-ndjson")
			.get("/api/images?search=a.jpg&filter=path = '{p}'", file)
			.lines()).containsExactly(shown);

		Files.write(file, plain);
		JsonNode changed = TestFolder.register(this.http, this.folder, false).json().at("/images/0");
		assertThat(changed.get("taken_at").isNull()).isTrue();
		assertThat(changed.get("colour").isNull()).isTrue();
		assertThat(changed.path("thumbnail_url")).isNotEqualTo(first.path("thumbnail_url"));
	}

	@Test
	void thumbnailOfFileThatHasChangedIsNotKept() throws IOException {
		Path file = Pictures.png(this.folder, "a.png", 30, 20);
		byte[] registered = Files.readAllBytes(file);
		FileTime time = Files.getLastModifiedTime(file);
		JsonNode image = TestFolder.register(this.http, this.folder, false).json().at("/images/0");
		String address = image.path("thumbnail_url").asString();
		Pictures.png(this.folder, "a.png", 20, 30);

		Http.Answer changed = this.http.get(address);
		assertThat(changed.status()).isEqualTo(200);
		assertThat(changed.header("Cache-Control")).doesNotContain("immutable");
		assertThat(thumbnails(image.path("image_id").asString())).isZero();
		Files.setLastModifiedTime(Files.write(file, registered), time);
		Http.Answer restored = this.http.get(address);
		assertThat(restored.header("Cache-Control")).contains("immutable");
		assertThat(restored.header("ETag")).isNotEqualTo(changed.header("ETag"));
	}

	@Test
	void fileWithChangedTimeIsReadAgain() throws IOException {
		Path file = Pictures.png(this.folder, "a.png", 30, 20);
		TestFolder.register(this.http, this.folder, false);
		Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-02-29T12:00:00.123456789Z")));

		assertThat(TestFolder.register(this.http, this.folder, false).json().path("updated").asLong()).isEqualTo(1);
		assertThat(TestFolder.register(this.http, this.folder, false).json().path("unchanged").asLong()).isEqualTo(1);
	}

	@Test
	void unreadableFileIsSkippedWithAReason() throws IOException {
		Path text = Files.writeString(this.folder.resolve("notes.jpg"), "no picture at all");
		Path bomb = Pictures.bomb(this.folder, "bomb.png");
		Files.createFile(this.folder.resolve("empty.gif"));
		Pictures.gif(this.folder, "fine.gif", 5, 5);

		JsonNode json = TestFolder.register(this.http, this.folder, false).json();

		assertThat(TestFolder.names(json.path("images"))).containsExactly("fine.gif");
		assertThat(json.path("total").asLong()).isEqualTo(4);
		assertThat(json.at("/skipped/0/path").asString()).isEqualTo(bomb.toString());
		assertThat(json.at("/skipped/0/reason").asString()).contains("900000000 pixels");
		assertThat(json.at("/skipped/1/path").asString()).endsWith("empty.gif");
		assertThat(json.at("/skipped/1/reason").asString()).startsWith("The file is an empty file,");
		assertThat(json.at("/skipped/2/path").asString()).isEqualTo(text.toString());
		assertThat(json.at("/skipped/2/reason").asString()).startsWith("The file is a text file,");
	}

	@Test
	void fileWithUnsupportedSuffixIsSkippedUnlessItsBytesAreSupported() throws IOException {
		Path heic = Files.write(this.folder.resolve("IMG_1.HEIC"), PictureBytes.join(new byte[] { 0, 0, 0, 24 },
				"ftypheic\0\0\0\0mif1heic".getBytes(StandardCharsets.US_ASCII)));
		Files.writeString(this.folder.resolve("notes.txt"), "no picture at all");
		Files.move(Pictures.jpeg(this.folder, "real.jpg", 5, 5), this.folder.resolve("real.HEIC"));

		JsonNode scan = this.http
			.post("/api/images/scan-folder", Map.of("folder_path", this.folder.toString(), "recursive", false))
			.json();
		JsonNode json = TestFolder.register(this.http, this.folder, false).json();

		assertThat(TestFolder.names(scan.path("images"))).containsExactly("real.HEIC");
		assertThat(TestFolder.names(json.path("images"))).containsExactly("real.HEIC");
		assertThat(json.at("/images/0/mime_type").asString()).isEqualTo("image/jpeg");
		assertThat(json.path("total").asLong()).isEqualTo(2);
		assertThat(json.path("skipped").size()).isEqualTo(1);
		assertThat(json.at("/skipped/0/path").asString()).isEqualTo(heic.toString());
		assertThat(json.at("/skipped/0/reason").asString()).startsWith("The file is an HEIC picture, not a JPEG");
	}

	@Test
	void hiddenEntriesAndOtherSuffixesAreIgnored() throws IOException {
		Pictures.png(this.folder, ".hidden.png", 3, 2);
		Pictures.png(this.folder, "picture.dat", 3, 2);
		Pictures.png(Files.createDirectory(this.folder.resolve(".cache")), "a.png", 3, 2);
		Files.createDirectory(this.folder.resolve("folder.png"));

		JsonNode json = TestFolder.register(this.http, this.folder, true).json();

		assertThat(json.path("total").asLong()).isZero();
		assertThat(json.path("images").size()).isZero();
	}

	@Test
	void subfoldersAreRegisteredOnlyOnRequest() throws IOException {
		Pictures.png(Files.createDirectory(this.folder.resolve("a")), "1.png", 3, 2);
		Pictures.png(Files.createDirectory(this.folder.resolve("b")), "0.png", 3, 2);
		Pictures.png(this.folder, "z.png", 3, 2);

		JsonNode flat = TestFolder.register(this.http, this.folder, false).json();
		JsonNode deep = TestFolder.register(this.http, this.folder, true).json();

		assertThat(TestFolder.names(flat.path("images"))).containsExactly("z.png");
		assertThat(TestFolder.names(deep.path("images"))).containsExactly("z.png", "1.png", "0.png");
		assertThat(deep.path("registered").asLong()).isEqualTo(2);
	}

	private long thumbnails(String id) {
		return this.database.sql("SELECT count(*) FROM thumbnails WHERE image_id = :id")
			.bind("id", UUID.fromString(id))
			.mapValue(Long.class)
			.one()
			.blockOptional()
			.orElseThrow();
	}

}
