package dev.tintype.operation.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import dev.tintype.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SeedCommandIntegrationTests {

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
	void seedAddsMissingRows() throws IOException {
		this.commands.run("db", "init");
		Files.writeString(this.folder.resolve("10-documents.yaml"), """
				table: document
				rows:
				  - code: guide
				    name: Getting started
				    content: Run the service.
				""");
		Commands seeding = Commands.on(this.url, this.data, "--tintype.seed.locations=" + this.folder);
		assertThat(seeding.run("db", "seed", "--json").json().path("added").asInt()).isEqualTo(1 + 6 + 3 + 26);
		assertThat(seeding.run("db", "seed", "--json").json().path("added").asInt()).isZero();
		Files.writeString(this.folder.resolve("20-documents.yaml"), "table: document\nrows:\n  - colour: red\n");
		Commands.Ran ran = seeding.run("db", "seed");
		assertThat(ran.code()).isEqualTo(1);
		assertThat(ran.err()).contains("20-documents.yaml, row 1").contains("colour");
	}

	@Test
	void databaseWithSeededRowsAloneIsEmptyForRestore() {
		this.commands.run("db", "init");
		Rows.execute(this.commands, """
				INSERT INTO images (image_id, filename, filename_folded, is_uploaded, is_stored, created_at, updated_at)
				VALUES ('%s', 'a.jpg', 'a.jpg', FALSE, FALSE, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)
				""".formatted(UUID.randomUUID()));
		Path archive = this.folder.resolve("all.tintype");
		this.commands.run("db", "backup", archive.toString());
		this.commands.run("db", "reset", "--yes");
		this.commands.run("db", "seed");
		Rows.execute(this.commands, "DELETE FROM events WHERE name = 'Halloween'");
		Rows.execute(this.commands, "UPDATE events SET region = 'North' WHERE name = 'Easter'");
		assertThat(this.commands.run("db", "restore", archive.toString()).err()).contains("see events");
		Rows.execute(this.commands, "UPDATE events SET region = NULL WHERE name = 'Easter'");

		assertThat(this.commands.run("db", "restore", archive.toString()).code()).isZero();

		assertThat(Rows.one(this.commands, "SELECT count(*) FROM images")).isEqualTo("1");
		// The archive is from before the first start, which therefore seeds.
		assertThat(Rows.one(this.commands, "SELECT count(*) FROM events")).isEqualTo("0");
		assertThat(Rows.one(this.commands, "SELECT count(*) FROM seeded_files")).isEqualTo("0");
	}

}
