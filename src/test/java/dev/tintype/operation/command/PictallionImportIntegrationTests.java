package dev.tintype.operation.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

import dev.tintype.imaging.work.Pictures;
import dev.tintype.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class PictallionImportIntegrationTests {

	private static final int ASSETS = 12;

	@TempDir
	private Path data;

	@TempDir
	private Path folder;

	private Path media = Path.of("");

	private String source = "";

	private Commands commands = Commands.on("", Path.of(""));

	@BeforeEach
	void create() throws IOException, SQLException {
		this.media = this.folder.toRealPath().resolve("pictallion");
		this.source = TestDatabase.createPostgresql();
		try (Connection connection = DriverManager.getConnection(TestDatabase.jdbc(this.source));
				Statement statement = connection.createStatement()) {
			statement.execute("SET pictallion.assets = " + ASSETS + "; SET pictallion.root = '" + this.media + "'");
			statement.execute(script("schema.sql"));
			statement.execute(script("library.sql"));
		}
		for (String tier : new String[] { "bronze", "silver", "gold" }) {
			Path files = Files.createDirectories(this.media.resolve("media").resolve(tier));
			for (int i = 1; i <= ASSETS; i++) {
				Pictures.jpeg(files, i + ".jpg", 40 + i, 30);
			}
		}
		this.commands = Commands.on(TestDatabase.migrated(this.data), this.data,
				"--tintype.images.roots=" + this.folder.toRealPath());
		assertThat(this.commands.run("db", "seed").code()).isZero();
	}

	private static String script(String name) throws IOException {
		return new String(
				PictallionImportIntegrationTests.class.getResourceAsStream("/pictallion/" + name).readAllBytes(),
				StandardCharsets.UTF_8);
	}

	private JsonNode imports(String... options) {
		String[] arguments = new String[6 + options.length];
		System.arraycopy(
				new String[] { "db", "import-pictallion", this.source, "--media", this.media.toString(), "--json" }, 0,
				arguments, 0, 6);
		System.arraycopy(options, 0, arguments, 6, options.length);
		Commands.Ran ran = this.commands.run(arguments);
		assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
		return ran.json();
	}

	private static Map<String, String> counts(JsonNode report) {
		Map<String, String> counts = new HashMap<>();
		report.path("tables")
			.forEach((table) -> counts.put(table.path("table").asString(),
					table.path("imported").asLong() + "+" + table.path("skipped").asLong()));
		return counts;
	}

	@Test
	void importIsCompleteAndRepeatable() {
		JsonNode tried = imports("--dry-run");
		assertThat(count("media_assets")).isZero();
		JsonNode report = imports();
		assertThat(report.path("tables")).isEqualTo(tried.path("tables"));
		assertThat(counts(report)).containsOnly(Map.entry("users", "2+0"), Map.entry("settings", "2+1"),
				Map.entry("ai_prompts", "1+0"), Map.entry("locations", "1+1"), Map.entry("global_tag_library", "2+2"),
				Map.entry("people", "20+0"), Map.entry("media_assets", "11+2"), Map.entry("file_versions", "22+3"),
				Map.entry("asset_history", "11+1"), Map.entry("faces", "10+4"), Map.entry("collections", "2+1"),
				Map.entry("collection_photos", "11+2"), Map.entry("events", "2+1"), Map.entry("relationships", "2+4"));
		assertThat(report.path("tables").findValuesAsString("reason"))
			.anyMatch((reason) -> reason.startsWith("smart_rules/rules/0/field is unknown."));
		assertThat(one("SELECT \"value\" FROM settings WHERE \"key\" = 'silver_naming_pattern'"))
			.isEqualTo("ai_detailed");
		assertThat(one("SELECT \"password\" FROM users WHERE username = 'ann'")).isEqualTo("!");
		// Person 5 has the faces 4 and 24, of which only the first exists.
		assertThat(one("SELECT face_count FROM people WHERE name = 'Person 6'")).isEqualTo("1");
		assertThat(one("SELECT usage_count FROM global_tag_library WHERE tag = 'lake'")).isEqualTo("11");
		assertThat(one("SELECT usage_count FROM global_tag_library WHERE tag = 'unused'")).isEqualTo("0");
		assertThat(one("""
				SELECT v.tier FROM collection_photos c JOIN file_versions v ON v.id = c.photo_id
				JOIN media_assets a ON a.id = v.media_asset_id WHERE a.original_filename = 'IMG_5.jpg'"""))
			.isEqualTo("gold");
		assertThat(one("""
				SELECT tier FROM file_versions v JOIN media_assets a ON a.id = v.media_asset_id
				WHERE v.is_best AND a.original_filename = 'IMG_2.jpg'""")).isEqualTo("silver");
		assertThat(one("SELECT caption FROM images WHERE filename = 'IMG_5.jpg'")).isEqualTo("Picture 5 of a lake.");
		assertThat(one("SELECT file_path FROM images WHERE filename = 'IMG_5.jpg'"))
			.isEqualTo(this.media.resolve("media/bronze/5.jpg").toString());
		Commands.Ran integrity = this.commands.run("db", "integrity", "--deep");
		assertThat(integrity.code()).as(integrity.out()).isZero();
		JsonNode again = imports();
		again.path("tables")
			.forEach((table) -> assertThat(table.path("imported").asLong()).as(table.toString()).isZero());
	}

	@Test
	void copyLeavesNoFileInPlace() throws IOException {
		imports("--copy");
		assertThat(one("SELECT count(*) FROM file_versions WHERE file_path LIKE '" + this.media + "%'")).isEqualTo("0");
		assertThat(this.data.resolve("library/gold/2024/07/5.jpg"))
			.hasSameBinaryContentAs(this.media.resolve("media/gold/5.jpg"));
		assertThat(one("SELECT is_stored FROM images WHERE filename = 'IMG_5.jpg'")).isIn("t", "TRUE");
		assertThat(this.commands.run("db", "integrity", "--deep").code()).isZero();
	}

	@Test
	void wrongSourcesAreRefused() {
		String folder = this.media.toString();
		assertThat(this.commands.run("db", "import-pictallion", "h2:/tmp/x", "--media", folder).err())
			.contains("must name a PostgreSQL database");
		assertThat(this.commands.run("db", "import-pictallion", this.source, "--media", folder + "/none").err())
			.contains("does not exist");
		assertThat(
				this.commands.run("db", "import-pictallion", TestDatabase.createPostgresql(), "--media", folder).err())
			.contains("no library of Pictallion");
		assertThat(this.commands.run("db", "import-pictallion", this.source).code()).isEqualTo(2);
		assertThat(count("media_assets")).isZero();
	}

	private String one(String sql) {
		return Rows.one(this.commands, sql);
	}

	private long count(String table) {
		return Long.parseLong(Rows.one(this.commands, "SELECT count(*) FROM " + table));
	}

}
