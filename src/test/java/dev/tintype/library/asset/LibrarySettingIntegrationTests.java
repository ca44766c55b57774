package dev.tintype.library.asset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Statements;
import dev.tintype.imaging.metadata.SamplePictures;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.library.trash.Purge;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the settings decide: when the trash is purged, and how copies are named.
 */
@IntegrationTest
class LibrarySettingIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private static final List<String> CHANGED = List.of("trash_days", "silver_naming_pattern", "custom_naming_pattern");

	private final Http http;

	private final Environment environment;

	private final Statements statements;

	private final Purge purge;

	private final List<Map.Entry<String, String>> before = new ArrayList<>();

	@TempDir
	private Path folder = Path.of("");

	private TestLibrary library;

	LibrarySettingIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment,
			@Autowired Statements statements, @Autowired Purge purge) {
		this.http = new Http(client);
		this.environment = environment;
		this.statements = statements;
		this.purge = purge;
		this.library = new TestLibrary(this.http, environment, this.folder);
	}

	@BeforeEach
	void rememberSettings() {
		this.library = new TestLibrary(this.http, this.environment, this.folder);
		this.before.clear();
		this.before.addAll(Objects
			.requireNonNull(this.statements.sql("SELECT \"key\", \"value\" FROM settings WHERE \"key\" = ANY(:names)")
				.bind("names", CHANGED.toArray(String[]::new)).<Map
						.Entry<String, String>>all(
								(row) -> Map.entry(Objects.requireNonNull(row.get(0, String.class)),
										Objects.requireNonNull(row.get(1, String.class))))
				.collectList()
				.block(LIMIT)));
	}

	@AfterEach
	void resetSettings() {
		CHANGED.forEach(this::remove);
		this.before.forEach((setting) -> set(setting.getKey(), setting.getValue()));
	}

	@Test
	void assetIsPurgedAfterDaysOfSetting() throws IOException {
		JsonNode result = this.library.ingest("expired.jpg");
		Path file = Path.of(this.library.asset(result).at("/photos/0/file_path").asString());
		trash(result);
		age(result, Duration.ofDays(31).plusMinutes(1));

		for (String days : List.of("0", "32")) {
			set("trash_days", days);
			this.purge.deleteExpired().block(LIMIT);
			assertThat(status(result)).as("%s days", days).isEqualTo(200);
			assertThat(file).exists();
		}
		set("trash_days", "31");
		this.purge.deleteExpired().block(LIMIT);

		assertThat(status(result)).isEqualTo(404);
		assertThat(file).doesNotExist();
	}

	@Test
	void restoredAssetIsNotPurged() throws IOException {
		JsonNode result = this.library.ingest("restored.jpg");
		trash(result);
		age(result, Duration.ofDays(400));
		this.http.post("/api/assets/restore", Map.of("asset_ids", List.of(result.path("asset_id").asString())));

		this.purge.deleteExpired().block(LIMIT);

		assertThat(status(result)).isEqualTo(200);
	}

	@Test
	void concurrentPurgesDeleteEachAssetOnce() throws IOException {
		List<JsonNode> results = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			JsonNode result = this.library.ingest("purged.jpg");
			trash(result);
			results.add(result);
		}
		List<Path> files = results.stream()
			.map((result) -> Path.of(this.library.asset(result).at("/photos/0/file_path").asString()))
			.toList();
		Long trashed = this.statements.sql("SELECT count(*) FROM media_assets WHERE deleted_at IS NOT NULL")
			.value(Long.class)
			.block(LIMIT);

		// Instances share nothing but the database and the files.
		Long deleted = Flux.range(0, 3).flatMap((i) -> this.purge.deleteAll(), 3).reduce(Long::sum).block(LIMIT);

		assertThat(deleted).isEqualTo(trashed);
		assertThat(files).noneMatch(Files::exists);
		assertThat(results).allMatch((result) -> status(result) == 404);
	}

	@Test
	void processNamesCopyByPatternOfSettings() throws IOException {
		set("silver_naming_pattern", "datetime_camera");
		assertThat(processed()).startsWith("2024-07-04_10-11-12_CanonEOS7D").endsWith(".jpg");
		set("silver_naming_pattern", "custom");
		set("custom_naming_pattern", "{lens} by {camera}");
		assertThat(processed()).startsWith("EF50mm by CanonEOS7D");
		set("silver_naming_pattern", "original");
		assertThat(processed()).startsWith("IMG of 4 July");
		set("silver_naming_pattern", "unknown");
		assertThat(processed()).startsWith("2024-07-04_10-11-12").doesNotContain("Canon");
	}

	private String processed() throws IOException {
		byte[] plain = Files.readAllBytes(Pictures.flat(this.folder, UUID.randomUUID() + ".jpg", 60, 40));
		byte[] picture = SamplePictures.jpeg(plain, SamplePictures.exif(1),
				SamplePictures.packet("<xmp:Label>" + UUID.randomUUID() + "</xmp:Label>"));
		JsonNode result = this.library.upload(TestLibrary.part("IMG of 4 July.jpg", picture)).at("/results/0");
		return this.library.act(TestLibrary.photo(result), "process").json().path("file_name").asString();
	}

	private void trash(JsonNode result) {
		assertThat(this.http.send(HttpMethod.DELETE, "/api/assets/{id}", result.path("asset_id").asString()).status())
			.isEqualTo(204);
	}

	private int status(JsonNode result) {
		return this.http.get("/api/assets/{id}", result.path("asset_id").asString()).status();
	}

	private void age(JsonNode result, Duration age) {
		this.statements.sql("UPDATE media_assets SET deleted_at = :moment WHERE id = :id")
			.bind("moment", Instant.now().minus(age))
			.bind("id", UUID.fromString(result.path("asset_id").asString()))
			.update()
			.block(LIMIT);
	}

	private void set(String key, String value) {
		remove(key);
		this.statements.sql("INSERT INTO settings (\"key\", \"value\") VALUES (:name, :setting)")
			.bind("name", key)
			.bind("setting", value)
			.update()
			.block(LIMIT);
	}

	private void remove(String key) {
		this.statements.sql("DELETE FROM settings WHERE \"key\" = :name").bind("name", key).update().block(LIMIT);
	}

}
