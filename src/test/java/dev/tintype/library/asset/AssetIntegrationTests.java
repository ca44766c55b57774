package dev.tintype.library.asset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.imaging.metadata.SamplePictures;
import dev.tintype.library.version.Assets;
import dev.tintype.operation.integrity.CheckResult;
import dev.tintype.operation.integrity.Integrity;
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
class AssetIntegrationTests {

	private static final String DESCRIPTION = """
			<dc:description><rdf:Alt><rdf:li xml:lang="x-default">A pier</rdf:li></rdf:Alt></dc:description>
			<dc:subject><rdf:Bag><rdf:li>pier</rdf:li></rdf:Bag></dc:subject><xmp:Rating>%s</xmp:Rating>""";

	private final Http http;

	private final Environment environment;

	private final Integrity integrity;

	private final Assets assets;

	private final Statements statements;

	@TempDir
	private Path folder = Path.of("");

	private TestLibrary library;

	AssetIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment,
			@Autowired Integrity integrity, @Autowired Assets assets, @Autowired Statements statements) {
		this.http = new Http(client);
		this.environment = environment;
		this.integrity = integrity;
		this.assets = assets;
		this.statements = statements;
		this.library = new TestLibrary(this.http, environment, this.folder);
	}

	@BeforeEach
	void useFolder() {
		this.library = new TestLibrary(this.http, this.environment, this.folder);
	}

	@Test
	void sidecarTakesPrecedenceOverFile() throws IOException {
		JsonNode answer = this.library.upload(
				TestLibrary.part("s/a.jpg", this.library.picture(DESCRIPTION.formatted("1"))),
				TestLibrary.part("s/a.jpg.xmp", SamplePictures.packet(DESCRIPTION.formatted("5"))),
				TestLibrary.part("s/b.jpg", this.library.picture("")),
				TestLibrary.part("s/b.xmp", SamplePictures.packet(DESCRIPTION.formatted("-1"))));

		assertThat(answer.path("created").asInt()).isEqualTo(2);
		assertThat(answer.path("results").size()).isEqualTo(2);
		JsonNode photo = this.library.asset(answer.at("/results/0")).at("/photos/0");
		assertThat(photo.path("rating").asInt()).isEqualTo(5);
		assertThat(photo.path("caption").asString()).isEqualTo("A pier");
		assertThat(photo.at("/keywords/0").asString()).isEqualTo("pier");
		JsonNode image = this.http.get("/api/images/{id}", answer.at("/results/0/image_id").asString()).json();
		assertThat(image.path("caption_source").asString()).isEqualTo("import");
		JsonNode rejected = this.library.asset(answer.at("/results/1")).at("/photos/0");
		assertThat(rejected.path("processing_state").asString()).isEqualTo("rejected");
		assertThat(this.library.temporary()).isEmpty();
	}

	@Test
	void hostileNamesStayInLibrary() throws IOException {
		String emoji = "\uD83C\uDF0A".repeat(75);
		JsonNode results = this.library
			.upload(TestLibrary.part("../../x.jpg", this.library.picture("")),
					TestLibrary.part("CON.jpg", this.library.picture("")),
					TestLibrary.part(emoji + ".jpg", this.library.picture("")),
					TestLibrary.part("no picture.jpg", "text".getBytes(StandardCharsets.UTF_8)))
			.path("results");

		assertThat(results.values().stream().map((result) -> result.path("status").asString()))
			.containsExactly("created", "created", "created", "error");
		for (int i = 0; i < 3; i++) {
			Path file = Path.of(this.library.asset(results.get(i)).at("/photos/0/file_path").asString());
			assertThat(file).isRegularFile().startsWith(this.library.data().resolve("library/bronze"));
			assertThat(file.getFileName().toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(256);
		}
		assertThat(this.library.asset(results.get(1)).at("/photos/0/file_name").asString()).startsWith("photo_CON");
		assertThat(results.at("/2/filename").asString()).isEqualTo(emoji + ".jpg");
	}

	@Test
	void sameBytesBecomeOneAssetAlsoWhenSentAtOnce() throws IOException {
		byte[] picture = this.library.picture("");
		String name = UUID.randomUUID().toString();
		List<JsonNode> results = IntStream.range(0, 6)
			.parallel()
			.mapToObj((i) -> this.library.upload(TestLibrary.part(name + i + ".jpg", picture),
					TestLibrary.part(name + i + "again.jpg", picture)))
			.flatMap((answer) -> answer.path("results").values().stream())
			.toList();

		assertThat(results.stream().filter((result) -> result.path("status").asString().equals("created"))).hasSize(1);
		assertThat(results.stream().map((result) -> result.path("asset_id").asString()).distinct()).hasSize(1);
		assertThat(this.library.files(name)).hasSize(1);
	}

	@Test
	void registeredFileJoinsInPlaceAndVanishedOneFails() throws IOException {
		Path file = this.library.register("in-place.jpg");
		Path gone = this.library.register("gone.jpg");
		String image = this.library.imageOf(file);
		String missing = this.library.imageOf(gone);
		Files.delete(gone);

		JsonNode answer = this.http.post("/api/assets", Map.of("image_ids", List.of(missing, image, image, "unknown")))
			.json();

		assertThat(answer.path("results").values().stream().map((result) -> result.path("status").asString()))
			.containsExactly("error", "created", "skipped", "error");
		JsonNode result = answer.at("/results/1");
		assertThat(this.library.asset(result).at("/photos/0/file_path").asString()).isEqualTo(file.toString());
		this.http.send(HttpMethod.DELETE, "/api/assets/{id}?permanent=true", result.path("asset_id").asString());
		assertThat(file).isRegularFile();
		assertThat(this.http.get("/api/images/{id}", image).status()).isEqualTo(200);
	}

	@Test
	void copyOfRegisteredFileIsOwnedByLibrary() throws IOException {
		Path file = this.library.register("copied.jpg");
		JsonNode result = this.http
			.post("/api/assets", Map.of("image_ids", List.of(this.library.imageOf(file)), "copy", true))
			.json()
			.at("/results/0");

		Path copy = Path.of(this.library.asset(result).at("/photos/0/file_path").asString());
		assertThat(copy).hasSameBinaryContentAs(file).startsWith(this.library.data());
		assertThat(this.http.get("/api/images/{id}/content", result.path("image_id").asString()).bytes())
			.isEqualTo(Files.readAllBytes(file));
	}

	@Test
	void uploadedImageIsMovedIntoBronze() throws IOException {
		Http.Answer uploaded = Multipart.post(this.http, "/api/images",
				List.of(Multipart.file("files", "m.jpg", this.library.picture(""))));
		String image = uploaded.json().at("/results/0/image_id").asString();
		Path before = Path.of(this.http.get("/api/images/{id}", image).json().path("path").asString());

		JsonNode answer = this.http.post("/api/assets", Map.of("image_ids", List.of(image))).json();

		assertThat(answer.at("/results/0/status").asString()).isEqualTo("created");
		assertThat(before).doesNotExist();
		assertThat(this.http.get("/api/images/{id}", image).json().path("path").asString())
			.isEqualTo(this.library.asset(answer.at("/results/0")).at("/photos/0/file_path").asString());
	}

	@Test
	void streamRespondsLineForLine() throws IOException {
		String image = this.library.imageOf(this.library.register("line.jpg"));
		Http.Answer answer = this.http.send(HttpMethod.POST, "/api/assets", MediaType.APPLICATION_NDJSON,
				("{\"image_id\":\"" + image + "\"}\n{\n{\"image_id\":7}\n").getBytes(StandardCharsets.UTF_8));

		assertThat(answer.lines().stream().map((line) -> line.path("status").asString())).containsExactly("created",
				"error", "error");
	}

	@Test
	void integrityFindsMissingChangedAndUnreferencedFiles() throws IOException {
		deleteAssetsOfOtherTests();
		String name = UUID.randomUUID().toString();
		Path missing = file(this.library.ingest(name + "-missing.jpg"));
		Path changed = file(this.library.ingest(name + "-changed.jpg"));
		byte[] bytes = Files.readAllBytes(changed);
		bytes[bytes.length / 2] ^= 1;
		Files.write(changed, bytes);
		Files.delete(missing);
		Path young = Files.writeString(changed.resolveSibling(name + "-young.jpg"), "no row");
		Path old = Files.writeString(changed.resolveSibling(name + "-old.jpg"), "no row");
		for (Path file : List.of(old, changed)) {
			Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
		}

		assertThat(findings("photos.file", name)).singleElement().asString().contains(missing.toString());
		assertThat(findings("photos.file-hash", name)).singleElement().asString().contains(changed.toString());
		assertThat(findings("library.unreferenced", name)).containsExactly(old.toString());
		this.integrity.only(Set.of("library.unreferenced")).repair(true).blockLast();
		assertThat(old).doesNotExist();
		assertThat(young).exists();
		assertThat(changed).exists();
	}

	// Their photos may have no files, and a result names at most 100 rows.
	private void deleteAssetsOfOtherTests() {
		List<UUID> ids = Objects.requireNonNull(this.statements.sql("SELECT id FROM media_assets")
			.<UUID>all((row) -> Columns.get(row, 0, UUID.class))
			.collectList()
			.block());
		this.assets.change(ids, (found) -> this.assets.delete(ids).thenReturn(true)).block();
	}

	private List<String> findings(String check, String name) {
		CheckResult result = Objects.requireNonNull(this.integrity.only(Set.of(check)).inspect(true).blockLast());
		return result.details().stream().filter((detail) -> detail.contains(name)).toList();
	}

	private Path file(JsonNode result) {
		return Path.of(this.library.asset(result).at("/photos/0/file_path").asString());
	}

}
