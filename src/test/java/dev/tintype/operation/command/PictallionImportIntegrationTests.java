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
		assertThat(counts(report)).isEqualTo(Map.ofEntries(Map.entry("users", "2+0"), Map.entry("settings", "1+2")));
		Commands.Ran integrity = this.commands.run("db", "integrity", "--deep");
		assertThat(integrity.code()).as(integrity.out()).isZero();
		JsonNode again = imports();
		again.path("tables")
			.forEach((table) -> assertThat(table.path("imported").asLong()).as(table.toString()).isZero());
	}

	private long count(String table) {
		return Long.parseLong(Rows.one(this.commands, "SELECT count(*) FROM " + table));
	}

}
