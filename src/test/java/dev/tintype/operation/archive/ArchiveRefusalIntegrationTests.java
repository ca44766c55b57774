package dev.tintype.operation.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;

import dev.tintype.operation.copy.ArchiveException;
import dev.tintype.operation.copy.ArchiveProgress;
import dev.tintype.support.Hashes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ArchiveRefusalIntegrationTests {

	private static final String OPERATIONS = "tables/caption_operations.copy";

	@TempDir
	private Path directory;

	private ArchivedDatabase source;

	private ArchivedDatabase target;

	private Path file;

	private Map<String, String> before;

	@BeforeEach
	void writeAnArchive() throws SQLException {
		this.file = this.directory.resolve("good.tintype");
		this.source = AwkwardRows.fill(ArchivedDatabase.h2(), 1, 3);
		this.source.backup(this.file);
		this.target = AwkwardRows.fill(ArchivedDatabase.live(this.directory), 2, 3);
		this.before = this.target.hashes();
	}

	@AfterEach
	void close() throws SQLException {
		this.source.close();
		this.target.close();
	}

	@Test
	void archiveWithAnyByteFlippedIsRefused() throws IOException, SQLException {
		byte[] good = Files.readAllBytes(this.file);
		Path bad = this.directory.resolve("bad.tintype");
		for (int i = 0; i < good.length; i += Math.max(1, good.length / 400)) {
			byte[] flipped = good.clone();
			flipped[i] ^= 1;
			Files.write(bad, flipped);
			assertRefused(bad, "");
		}
		good[good.length - 1] ^= 1;
		Files.write(bad, good);
		assertRefused(bad, "SHA-256");
		assertThat(this.target.hashes()).isEqualTo(this.before);
	}

	@Test
	void truncatedFileAndOtherFileAreRefused() throws IOException, SQLException {
		byte[] good = Files.readAllBytes(this.file);
		Path bad = this.directory.resolve("bad.tintype");
		for (int length : new int[] { 0, 1, 63, 64, 65, good.length / 2, good.length - 64, good.length - 1 }) {
			Files.write(bad, Arrays.copyOf(good, length));
			assertRefused(bad, "truncated");
		}
		Files.write(bad, Arrays.copyOf(good, good.length + 1));
		assertRefused(bad, "SHA-256");
		assertRefused(this.directory, "is not a file");
		assertRefused(this.directory.resolve("missing"), "no such file");
		byte[] text = "no zip at all".getBytes(StandardCharsets.UTF_8);
		Files.write(bad, text);
		Files.writeString(bad, Hashes.sha256(text), StandardOpenOption.APPEND);
		assertRefused(bad, "is not an archive");
		assertThat(this.target.hashes()).isEqualTo(this.before);
	}

	@Test
	void newerReleasesAndOtherSchemasAreRefused() throws IOException, SQLException {
		assertRefused(manifest("\"format\" : 1", "\"format\" : 2"), "format 2");
		assertRefused(manifest("\"schema_version\" : \"[0-9.]+\"", "\"schema_version\" : \"9999\""),
				"this release supports up to");
		assertRefused(manifest("\"schema_version\" : \"[0-9.]+\"", "\"schema_version\" : \"0\""),
				"a database without tables");
		assertRefused(manifest("\"schema_version\" : \"[0-9.]+\"", "\"schema_version\" : \"?\""),
				"invalid schema version");
		assertRefused(manifest("\"format\"", "\"fromat\""), "without a format");
		assertRefused(manifest("\\{", "["), "cannot be read");
		assertThat(this.target.hashes()).isEqualTo(this.before);
	}

	@Test
	void partsThatDifferFromManifestAreRefused() throws IOException, SQLException {
		assertRefused(changed((parts) -> parts.remove(OPERATIONS)), "differ from its manifest");
		assertRefused(changed((parts) -> parts.put("tables/more.copy", new byte[0])), "differ from its manifest");
		assertRefused(changed((parts) -> parts.remove(Manifest.ENTRY)), "no manifest");
		assertRefused(manifest("\"rows\" : 3", "\"rows\" : 4"), "its manifest says 4");
		assertRefused(manifest("\"sha256\" : \"[0-9a-f]{8}", "\"sha256\" : \"00000000"), "SHA-256");
		assertRefused(changed((parts) -> TestArchives.edit(parts, OPERATIONS, "0", "1")), "SHA-256");
		assertRefused(changed((parts) -> TestArchives.edit(parts, OPERATIONS, "\n", "\n\n")), "has 4 rows");
		assertThat(this.target.hashes()).isEqualTo(this.before);
	}

	@Test
	void rowRefusedHalfWayLeavesDatabaseUnchanged() throws IOException, SQLException {
		Path bad = changed((parts) -> {
			String good = Hashes.sha256(parts.getOrDefault("tables/captions.copy", new byte[0]));
			TestArchives.edit(parts, "tables/captions.copy", "\timport\t", "\timport no more\t");
			TestArchives.edit(parts, Manifest.ENTRY, good,
					Hashes.sha256(parts.getOrDefault("tables/captions.copy", new byte[0])));
		});
		assertThat(Restore.verify(bad, ArchiveProgress.NONE).rows()).isPositive();
		assertRefused(bad, "the database is unchanged");
		assertThat(this.target.hashes()).isEqualTo(this.before);
	}

	@Test
	void failureAtEndLeavesDatabaseUnchanged() throws SQLException {
		Restore restore = new Restore(this.target.dataSource(), this.target.dialect());
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> restore.run(this.file, true, (step, rows, ofRows) -> {
				if (step == ArchiveProgress.Step.RESTORE && rows == ofRows) {
					throw new IllegalStateException("stop");
				}
			}));
		assertThat(this.target.hashes()).isEqualTo(this.before);
		this.target.execute("INSERT INTO prompts (prompt_text, prompt_hash, search_text) VALUES ('new', 'new', 'new')");
	}

	@Test
	void archiveOfOlderSchemaIsRestoredIntoSameSchema() throws SQLException {
		Path old = this.directory.resolve("old.tintype");
		try (ArchivedDatabase older = ArchivedDatabase.older(this.directory)) {
			assertThat(older.backup(old).schemaVersion()).isEqualTo("0");
			assertRefused(old, "a database without tables");
			assertThatExceptionOfType(ArchiveException.class).isThrownBy(() -> older.restore(this.file, true))
				.withMessageContaining("run \"db migrate\" first");
			Map<String, String> rows = older.hashes();
			older.execute("UPDATE probe SET uses = 7");
			older.restore(old, true);
			assertThat(older.hashes()).isEqualTo(rows);
		}
	}

	@Test
	void restoredRowsAreMigratedLikeOthers() throws SQLException {
		this.target.restore(this.file, true);
		this.target.migrateFurther();
		assertThat(this.target.one("SELECT count(*) FROM captions WHERE text_copy = text")).isEqualTo("3");
		assertThat(this.target.backup(this.directory.resolve("later.tintype")).schemaVersion()).isEqualTo("999");
		assertRefused(this.file, "a database without tables");
		assertRefused(this.directory.resolve("later.tintype"), "this release supports up to");
	}

	private void assertRefused(Path archive, String reason) {
		assertThatExceptionOfType(ArchiveException.class).as(reason)
			.isThrownBy(() -> this.target.restore(archive, true))
			.withMessageContaining(reason)
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("\n"));
	}

	private Path manifest(String regex, String replacement) throws IOException {
		return changed((parts) -> TestArchives.edit(parts, Manifest.ENTRY, regex, replacement));
	}

	private Path changed(Consumer<Map<String, byte[]>> change) throws IOException {
		return TestArchives.changed(this.file, this.directory.resolve("changed.tintype"), change);
	}

}
