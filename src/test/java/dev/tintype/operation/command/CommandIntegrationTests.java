package dev.tintype.operation.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Dialect;
import dev.tintype.testing.PrivateFiles;
import dev.tintype.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

class CommandIntegrationTests {

	@TempDir
	private Path data;

	@TempDir
	private Path folder;

	private String url = "";

	private Commands commands = Commands.on("", Path.of(""));

	@BeforeEach
	void create() {
		this.url = TestDatabase.create(this.data);
		this.commands = Commands.on(this.url, this.data);
	}

	@Test
	void initCreatesSchemaOnce() {
		Commands.Ran first = this.commands.run("db", "init", "--json");
		assertThat(first.code()).isZero();
		assertThat(first.json().path("created").asBoolean()).isTrue();
		Commands.Ran second = this.commands.run("db", "init", "--json");
		assertThat(second.code()).isZero();
		assertThat(second.json().path("created").asBoolean()).isFalse();
		assertThat(second.json().path("schema_version")).isEqualTo(first.json().path("schema_version"));
	}

	@Test
	void onlyTheUserCanReadFilesThatCommandsCreate() {
		Path data = this.folder.resolve("new/data");
		Commands embedded = Commands.on("h2:" + data.resolve("tintype"), data);

		assertThat(embedded.run("db", "init").code()).isZero();
		assertThat(embedded.run("db", "maintenance").code()).isZero();
		assertThat(embedded.run("db", "backup", data.resolve("a.tintype").toString()).code()).isZero();

		assertThat(data.resolve("tintype.mv.db")).exists();
		assertThat(PrivateFiles.openToOthers(this.folder.resolve("new"))).isEmpty();
	}

	@Test
	void pathThatLocaleCannotEncodeIsRefused() {
		assertThat(this.commands.run("db", "backup", "a\0b").err()).contains("'a\0b' is not a path of this system");
	}

	@Test
	void statusReportsMigrationsAndMigrateRunsThem() {
		assertThat(this.commands.run("db", "migrate", "--to", "1").code()).isZero();
		JsonNode status = this.commands.run("db", "status", "--json").json();
		assertThat(status.path("type").asString()).isEqualTo(TestDatabase.dialect().choose("h2", "postgresql"));
		assertThat(status.path("schema_version").asString()).isEqualTo("1");
		assertThat(status.path("applied")).hasSize(1);
		assertThat(status.path("pending")).isNotEmpty();
		assertThat(status.path("url").asString()).doesNotContain("@");
		assertThat(this.commands.run("db", "migrate").code()).isZero();
		assertThat(this.commands.run("db", "status", "--json").json().path("pending")).isEmpty();
		assertThat(this.commands.run("db", "migrate").out()).contains("nothing to migrate");
	}

	@Test
	void migrateRefusesUnknownAndEarlierVersions() {
		assertThat(this.commands.run("db", "migrate", "--to", "999").code()).isEqualTo(2);
		assertThat(this.commands.run("db", "migrate", "--to", "x").code()).isEqualTo(2);
		assertThat(this.commands.run("db", "init").code()).isZero();
		Rows.execute(this.commands, """
				INSERT INTO "flyway_schema_history"
				SELECT 999, '999', 'later', 'SQL', 'V999__later.sql', 1, 'x', CURRENT_TIMESTAMP, 1, TRUE
				""");
		Commands.Ran back = this.commands.run("db", "migrate", "--to", "1", "--json");
		assertThat(back.code()).isEqualTo(1);
		assertThat(back.json().path("error").asString()).contains("cannot go back to 1");
	}

	@Test
	void databaseWithoutSchemaIsReportedAndNotCreated() {
		Commands.Ran status = this.commands.run("db", "status");
		if (TestDatabase.dialect() == Dialect.H2) {
			assertThat(status.code()).isEqualTo(1);
			assertThat(status.err()).startsWith("tintype db status: There is no database at " + this.url);
			assertThat(this.data).isEmptyDirectory();
		}
		else {
			assertThat(status.out()).contains("There is no schema yet");
		}
	}

	@Test
	void backupRestoresIntoBothKindsOfDatabase() throws IOException {
		useMigratedDatabase();
		insertImage();
		Path archive = this.folder.resolve("all.tintype");
		Commands.Ran backup = this.commands.run("db", "backup", archive.toString(), "--json");
		assertThat(backup.code()).isZero();
		assertThat(backup.json().path("tables").path("images").asLong()).isEqualTo(1);
		assertThat(this.commands.run("db", "backup", archive.toString()).err())
			.contains("it exists; --replace replaces it");

		Path other = Files.createDirectory(this.folder.resolve("other"));
		Commands elsewhere = Commands.on("h2:" + other.resolve("moved"), other);
		assertThat(elsewhere.run("db", "restore", archive.toString()).code()).isZero();
		long restored = Files.size(other.resolve("moved.mv.db"));
		assertThat(images(elsewhere)).isEqualTo(1);
		assertThat(elsewhere.run("db", "maintenance").code()).isZero();
		assertThat(restored).isCloseTo(Files.size(other.resolve("moved.mv.db")), withinPercentage(20));

		assertThat(this.commands.run("db", "restore", archive.toString()).err()).contains("The database is not empty");
		Commands.Ran unasked = this.commands.run("db", "restore", archive.toString(), "--replace");
		assertThat(unasked.code()).isEqualTo(2);
		assertThat(unasked.err()).contains("--yes");
		assertThat(this.commands.with("n").run("db", "restore", archive.toString(), "--replace").err())
			.contains("Nothing was changed");
		insertImage();
		assertThat(this.commands.with("y").run("db", "restore", archive.toString(), "--replace").code()).isZero();
		assertThat(images(this.commands)).isEqualTo(1);
	}

	@Test
	void storedFilesMoveWithTheirRows() throws IOException {
		useMigratedDatabase();
		List<String> names = new ArrayList<>();
		for (String upload : List.of("", "-" + UUID.randomUUID())) {
			String id = UUID.randomUUID().toString();
			String name = id.substring(34) + "/" + id + upload + ".jpg";
			Path file = this.data.resolve("uploads").resolve(name);
			Files.createDirectories(file.getParent());
			Files.writeString(file, "bytes of " + name);
			Files.writeString(file.resolveSibling("half.part"), "on its way");
			Rows.execute(this.commands,
					"""
							INSERT INTO images (image_id, filename, filename_folded, file_path, is_uploaded, is_stored, created_at,
							  updated_at)
							VALUES ('%s', 'a.jpg', 'a.jpg', '%s', TRUE, TRUE, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)
							"""
						.formatted(id, file));
			names.add(name);
		}
		Path archive = this.folder.resolve("all.tintype");
		assertThat(this.commands.run("db", "backup", "--files", archive.toString()).out()).contains("and 2 files");

		Path other = Files.createDirectory(this.folder.resolve("other"));
		Commands elsewhere = Commands.on("h2:" + other.resolve("moved"), other);
		assertThat(elsewhere.run("db", "restore", archive.toString()).code()).isZero();
		for (String name : names) {
			Path restored = other.resolve("uploads").resolve(name);
			assertThat(restored).hasContent("bytes of " + name);
			assertThat(restored.resolveSibling("half.part")).doesNotExist();
			assertThat(Rows.one(elsewhere, "SELECT count(*) FROM images WHERE file_path = '" + restored + "'"))
				.hasToString("1");
		}
	}

	@Test
	void damagedArchiveChangesNothing() throws IOException {
		useMigratedDatabase();
		insertImage();
		Path archive = this.folder.resolve("all.tintype");
		this.commands.run("db", "backup", archive.toString());
		byte[] bytes = Files.readAllBytes(archive);
		bytes[bytes.length / 2] ^= 1;
		Files.write(archive, bytes);
		Commands.Ran ran = this.commands.run("db", "restore", archive.toString(), "--replace", "--yes");
		assertThat(ran.code()).isEqualTo(1);
		assertThat(ran.err()).contains("damaged");
		assertThat(images(this.commands)).isEqualTo(1);
		Path other = Files.createDirectory(this.folder.resolve("other"));
		assertThat(Commands.on("h2:" + other.resolve("new"), other).run("db", "restore", archive.toString()).code())
			.isEqualTo(1);
		assertThat(other).isEmptyDirectory();
	}

	@Test
	void backupThatCannotBeWrittenReportsReason() {
		useMigratedDatabase();
		Path none = this.folder.resolve("none/all.tintype");
		Commands.Ran ran = this.commands.run("db", "backup", none.toString(), "--json");
		assertThat(ran.code()).isEqualTo(1);
		assertThat(ran.json().path("error").asString()).contains(none.toString()).contains("no such file or directory");
	}

	@Test
	void resetDropsAllRows() {
		useMigratedDatabase();
		insertImage();
		assertThat(this.commands.run("db", "reset").code()).isEqualTo(2);
		assertThat(images(this.commands)).isEqualTo(1);
		assertThat(this.commands.run("db", "reset", "--yes").code()).isZero();
		assertThat(images(this.commands)).isZero();
	}

	@Test
	void statsCountsRows() {
		useMigratedDatabase();
		insertImage();
		Map<String, Long> rows = new HashMap<>();
		this.commands.run("db", "stats", "--json")
			.json()
			.path("tables")
			.forEach((table) -> rows.put(table.path("table").asString(), table.path("rows").asLong()));
		assertThat(rows).containsEntry("images", 1L).containsEntry("captions", 0L).containsEntry("document", 0L);
		assertThat(this.commands.run("db", "stats").out()).containsPattern("images +1 ");
	}

	@Test
	void integrityReportsAndRepairsOnlyOnRequest() {
		useMigratedDatabase();
		insertImage();
		assertThat(this.commands.run("db", "integrity").out()).contains("no damage found");
		Rows.execute(this.commands, "UPDATE images SET caption_rank = 3");
		Commands.Ran found = this.commands.run("db", "integrity", "--json");
		assertThat(found.code()).isEqualTo(1);
		assertThat(found.json().path("findings").asLong()).isEqualTo(1);
		assertThat(this.commands.run("db", "integrity").out()).contains("images.caption: 1 found, repairable");
		assertThat(this.commands.run("db", "integrity", "--check", "captions.image").code()).isZero();
		assertThat(this.commands.run("db", "integrity", "--check", "none").code()).isEqualTo(2);
		Commands.Ran repaired = this.commands.run("db", "integrity", "--repair");
		assertThat(repaired.code()).isZero();
		assertThat(repaired.out()).contains("images.caption: 1 found, 1 repaired, 0 left");
		assertThat(Rows.one(this.commands, "SELECT caption_rank FROM images")).isEqualTo("0");
	}

	@Test
	void maintenanceKeepsAllRows() {
		useMigratedDatabase();
		insertImage();
		Commands.Ran ran = this.commands.run("db", "maintenance", "--json");
		assertThat(ran.code()).isZero();
		assertThat(ran.json().path("size_after_bytes").asLong()).isPositive();
		assertThat(images(this.commands)).isEqualTo(1);
	}

	@Test
	void databaseInMemoryIsRefused() {
		Commands.Ran ran = Commands.on("h2:mem:far", this.data).run("db", "status");
		assertThat(ran.code()).isEqualTo(1);
		assertThat(ran.err()).contains("in the memory of its service");
	}

	@Test
	void wrongSettingsAreReportedInOneLineWithoutPassword() {
		Commands.Ran url = Commands.on("postgresql://u:canary%zz@127.0.0.1:1/x", this.data).run("db", "status");
		assertThat(url.code()).isEqualTo(1);
		assertThat(url.err().lines()).hasSize(1);
		Commands.Ran server = Commands
			.on("postgresql://u:canary@127.0.0.1:1/x", this.data, "--tintype.db.connection-timeout=1")
			.run("db", "status");
		assertThat(server.code()).isEqualTo(1);
		assertThat(server.err().lines()).hasSize(1).first().asString().contains("127.0.0.1:1/x");
		assertThat(url.err() + server.err() + url.out() + server.out()).doesNotContain("canary");
	}

	/** Gives the test a database that has the schema. */
	private void useMigratedDatabase() {
		this.url = TestDatabase.migrated(this.data);
		this.commands = Commands.on(this.url, this.data);
	}

	private void insertImage() {
		Rows.execute(this.commands, """
				INSERT INTO images (image_id, filename, filename_folded, is_uploaded, is_stored, created_at, updated_at)
				VALUES ('%s', 'ünï.jpg', 'ünï.jpg', FALSE, FALSE, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)
				""".formatted(UUID.randomUUID()));
	}

	private static long images(Commands commands) {
		return Long.parseLong(Rows.one(commands, "SELECT count(*) FROM images"));
	}

}
