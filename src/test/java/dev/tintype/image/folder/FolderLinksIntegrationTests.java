package dev.tintype.image.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import dev.tintype.imaging.work.Pictures;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class FolderLinksIntegrationTests {

	private final Http http;

	private final DatabaseClient database;

	private final Environment environment;

	@TempDir
	private Path outside = Path.of("");

	private Path folder = Path.of("");

	FolderLinksIntegrationTests(@Autowired WebTestClient client, @Autowired DatabaseClient database,
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
	void linkOutOfTheRootsIsSkipped() throws IOException {
		Path secret = Pictures.png(this.outside, "secret.png", 3, 2);
		Files.createSymbolicLink(this.folder.resolve("link.png"), secret);
		Files.createSymbolicLink(this.folder.resolve("folder"), this.outside);
		Files.createSymbolicLink(this.folder.resolve("nowhere.png"), this.folder.resolve("missing"));

		JsonNode json = TestFolder.register(this.http, this.folder, true).json();

		assertThat(json.path("images").size()).isZero();
		assertThat(json.path("skipped").size()).isEqualTo(2);
		assertThat(json.at("/skipped/0/reason").asString()).contains("link");
		assertThat(json.at("/skipped/0/path").asString()).isEqualTo(this.folder.resolve("link.png").toString());
	}

	@Test
	void linkWithinTheRootsCreatesNoSecondRow() throws IOException {
		Path file = Pictures.png(this.folder, "b.png", 3, 2);
		Files.createSymbolicLink(this.folder.resolve("a.png"), file);
		Files.createSymbolicLink(this.folder.resolve("c.png"), file);

		JsonNode json = TestFolder.register(this.http, this.folder, false).json();

		assertThat(json.path("registered").asLong()).isEqualTo(1);
		assertThat(json.path("unchanged").asLong()).isEqualTo(2);
		assertThat(TestFolder.names(json.path("images"))).containsExactly("a.png", "a.png", "a.png");
		assertThat(json.at("/images/0/path").asString()).isEqualTo(file.toString());
		assertThat(TestFolder.rows(this.database, this.folder)).isEqualTo(1);
	}

	@Test
	void fileBehindLinkHasTheNameOfTheLink() throws IOException {
		Path blob = blob("0a1b2c3d");
		Path link = Files.createSymbolicLink(this.folder.resolve("photo 1.png"), blob);

		JsonNode first = TestFolder.register(this.http, this.folder, true).json();
		JsonNode again = TestFolder.register(this.http, this.folder, true).json();
		JsonNode scanned = scan();

		assertThat(first.path("registered").asLong()).isEqualTo(1);
		assertThat(TestFolder.names(first.path("images"))).containsExactly("photo 1.png");
		assertThat(first.at("/images/0/path").asString()).isEqualTo(blob.toString());
		assertThat(again.path("unchanged").asLong()).isEqualTo(1);
		assertThat(scanned.at("/images/0/filename").asString()).isEqualTo("photo 1.png");
		assertThat(scanned.at("/images/0/path").asString()).isEqualTo(blob.toString());
		assertThat(this.http.get("/api/images?search={name}", link.getFileName()).json().path("items").values())
			.anyMatch((image) -> image.path("path").asString().equals(blob.toString()));
	}

	@Test
	void firstOfTwoLinksNamesTheFilePermanently() throws IOException {
		Path blob = blob("0a1b2c3d");
		Path later = Files.createDirectory(this.folder.resolve("later"));
		Files.createSymbolicLink(later.resolve("second.png"), blob);
		Path first = Files.createSymbolicLink(this.folder.resolve("first.png"), blob);

		JsonNode json = TestFolder.register(this.http, this.folder, true).json();
		JsonNode second = TestFolder.register(this.http, later, true).json();
		Files.delete(first);
		JsonNode without = TestFolder.register(this.http, this.folder, true).json();

		assertThat(json.path("registered").asLong()).isEqualTo(1);
		assertThat(json.path("unchanged").asLong()).isEqualTo(1);
		for (JsonNode answer : List.of(json, second, without)) {
			assertThat(TestFolder.names(answer.path("images"))).containsOnly("first.png");
		}
		assertThat(without.path("unchanged").asLong()).isEqualTo(1);
		assertThat(TestFolder.rows(this.database, this.folder)).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0a1b2c3d", "0a1b2c3d.png" })
	void fileRegisteredByItsOwnNameGetsTheNameOfItsLink(String own) throws IOException {
		Path blob = blob(own);
		Path links = Files.createDirectory(this.folder.resolve("links"));
		Files.createSymbolicLink(links.resolve("photo.png"), blob);
		String id = TestFolder.register(this.http, links, false).json().at("/images/0/image_id").asString();
		assertThat(this.http.get("/api/images/{id}/thumbnail", id).status()).isEqualTo(200);
		rename(blob, own);

		JsonNode json = TestFolder.register(this.http, links, false).json();
		JsonNode again = TestFolder.register(this.http, this.folder, true).json();

		assertThat(json.path("updated").asLong()).isEqualTo(1);
		assertThat(json.at("/images/0/image_id").asString()).isEqualTo(id);
		assertThat(TestFolder.names(json.path("images"))).containsExactly("photo.png");
		assertThat(again.path("updated").asLong() + again.path("registered").asLong()).isZero();
		assertThat(TestFolder.names(again.path("images"))).containsOnly("photo.png");
		assertThat(TestFolder.names(scan().path("images"))).containsExactly("photo.png");
		assertThat(this.http.get("/api/images?search=PHOTO.png").json().path("items").findValuesAsString("image_id"))
			.contains(id);
		assertThat(this.database.sql("SELECT count(*) FROM thumbnails WHERE image_id = :id")
			.bind("id", UUID.fromString(id))
			.mapValue(Long.class)
			.one()
			.block()).isEqualTo(1);
	}

	@Test
	void changedFileBehindLinkIsUpdatedWithTheNameOfTheLink() throws IOException {
		Path blob = blob("0a1b2c3d");
		Files.createSymbolicLink(this.folder.resolve("photo.png"), blob);
		TestFolder.register(this.http, this.folder, true);
		rename(blob, "0a1b2c3d");
		Files.setLastModifiedTime(blob, FileTime.fromMillis(1_000));

		JsonNode json = TestFolder.register(this.http, this.folder, true).json();

		assertThat(json.path("updated").asLong()).isEqualTo(1);
		assertThat(TestFolder.names(json.path("images"))).containsExactly("photo.png");
	}

	@Test
	void skippedFileIsReportedUnderTheNameOfItsLink() throws IOException {
		Path blob = Files.writeString(blob("0a1b2c3d"), "no picture");
		Path link = Files.createSymbolicLink(this.folder.resolve("photo.png"), blob);

		JsonNode json = TestFolder.register(this.http, this.folder, true).json();

		assertThat(json.at("/skipped/0/path").asString()).isEqualTo(link.toString());
	}

	@Test
	@Timeout(value = 60, unit = TimeUnit.SECONDS)
	void walkThroughLoopOfLinksEnds() throws IOException {
		Path inner = Files.createDirectory(this.folder.resolve("inner"));
		Pictures.png(inner, "a.png", 3, 2);
		Files.createSymbolicLink(inner.resolve("up"), this.folder);
		Files.createSymbolicLink(inner.resolve("self.png"), inner.resolve("self.png"));

		JsonNode json = TestFolder.register(this.http, this.folder, true).json();

		assertThat(json.path("registered").asLong()).isEqualTo(1);
		assertThat(json.path("skipped").size()).isEqualTo(1);
	}

	@Test
	@Timeout(value = 60, unit = TimeUnit.SECONDS)
	void pipeIsSkipped() throws IOException, InterruptedException {
		Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")));
		Path pipe = this.folder.resolve("pipe.jpg");
		assertThat(new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor()).isZero();

		JsonNode json = TestFolder.register(this.http, this.folder, false).json();

		assertThat(json.at("/skipped/0/reason").asString()).isEqualTo("not a regular file");
	}

	@Test
	void fileAndFolderWithUndecodableNamesAreSkipped() throws IOException, InterruptedException {
		Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
		Pictures.png(this.folder, "a.png", 3, 2);
		Process copy = new ProcessBuilder("/bin/sh", "-c",
				"cp a.png \"$(printf 'b\\377.png')\"; mkdir \"$(printf 'c\\377')\"")
			.directory(this.folder.toFile())
			.start();
		Assumptions.assumeTrue(copy.waitFor() == 0);

		JsonNode json = TestFolder.register(this.http, this.folder, true).json();

		assertThat(json.path("registered").asLong()).isEqualTo(1);
		assertThat(json.at("/skipped/0/reason").asString()).contains("name");
		assertThat(json.at("/skipped/1/reason").asString()).contains("name");
	}

	@Test
	void dataFolderBelowARootIsIgnored() throws IOException {
		Path data = Path.of(this.environment.getRequiredProperty("tintype.data-dir")).toRealPath();
		Path kept = Files.createDirectories(data.resolve("uploads/walk"));
		Pictures.png(kept, "kept.png", 3, 2);
		Files.createSymbolicLink(this.folder.resolve("data"), data);
		Files.createSymbolicLink(this.folder.resolve("kept.png"), kept.resolve("kept.png"));

		JsonNode json = TestFolder.register(this.http, this.folder, true).json();

		assertThat(json.path("images").size()).isZero();
		assertThat(TestFolder.rows(this.database, kept)).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "register-folder", "scan-folder" })
	void pathThatIsNotAnAllowedFolderIsRefused(String endpoint) {
		Path file = Pictures.png(this.folder, "a.png", 3, 2);
		String data = this.environment.getRequiredProperty("tintype.data-dir");

		assertRefused(endpoint, this.folder.resolve("missing").toString(), "does not exist");
		assertRefused(endpoint, file.toString(), "not a folder");
		assertRefused(endpoint, "photos", "absolute");
		assertRefused(endpoint, this.outside.toString(), "outside");
		assertRefused(endpoint, this.outside.resolve("missing").toString(), "outside");
		assertRefused(endpoint, this.folder + "/../..", "outside");
		assertRefused(endpoint, data, "outside");
		assertRefused(endpoint, "", "empty");
		assertRefused(endpoint, this.folder + "\0", "NUL");
		assertRefused(endpoint, "/" + "é".repeat(1500), "");
	}

	@Test
	void folderPathOfAnotherTypeIsRefused() {
		Http.Answer answer = this.http.post("/api/images/register-folder", Map.of("folder_path", 5));

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo("/folder_path");
		assertThat(this.http.post("/api/images/register-folder", Map.of()).pointer()).isEqualTo("/folder_path");
	}

	private Path blob(String name) throws IOException {
		Path blobs = Files.createDirectories(this.folder.resolve("blobs"));
		return Files.move(Pictures.png(this.folder, "picture.png", 20, 10), blobs.resolve(name));
	}

	private JsonNode scan() {
		return this.http
			.post("/api/images/scan-folder", Map.of("folder_path", this.folder.toString(), "recursive", true))
			.json();
	}

	private void rename(Path file, String name) {
		this.database.sql("UPDATE images SET filename = :name, filename_folded = :name WHERE file_path = :path")
			.bind("name", name)
			.bind("path", file.toString())
			.fetch()
			.rowsUpdated()
			.block();
	}

	private void assertRefused(String endpoint, String path, String detail) {
		Http.Answer answer = this.http.post("/api/images/" + endpoint, Map.of("folder_path", path));
		assertThat(answer.status()).as(path).isEqualTo(400);
		assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
		assertThat(answer.pointer()).isEqualTo("/folder_path");
		assertThat(new String(answer.bytes(), StandardCharsets.UTF_8)).contains(detail);
	}

}
