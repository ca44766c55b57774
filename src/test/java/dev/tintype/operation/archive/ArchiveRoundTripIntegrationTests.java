package dev.tintype.operation.archive;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.tintype.data.sql.Dialect;
import dev.tintype.operation.copy.ArchiveException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ArchiveRoundTripIntegrationTests {

	/**
	 * More rows than these test nothing else, but an operator may want a large number.
	 */
	private static final int ROWS = Integer.getInteger("tintype.test.archive.rows", 40);

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource({ "live, live", "live, h2", "h2, live" })
	void everyTableIsRestoredUnchanged(String from, String to) throws SQLException {
		Path file = this.directory.resolve("all.tintype");
		try (ArchivedDatabase source = AwkwardRows.fill(database(from), 1, ROWS);
				ArchivedDatabase target = database(to)) {
			ArchiveSummary written = source.backup(file);
			ArchiveSummary read = target.restore(file, false);
			assertThat(target.hashes()).isEqualTo(source.hashes()).allSatisfy((table, hash) -> {
				assertThat(hash).startsWith(ROWS + " ");
				assertThat(written.tables()).containsEntry(table, (long) ROWS);
			});
			assertThat(read).isEqualTo(written);
			assertThat(written.rows()).isEqualTo((long) ROWS * source.hashes().size());
		}
	}

	@Test
	void catalogueFindsAllTablesAndColumnsExceptDerivedOnes() throws SQLException {
		try (ArchivedDatabase database = database("live")) {
			Map<String, Long> found = new TreeMap<>();
			database.tables().forEach((table) -> found.put(table.name(), (long) table.columns().size()));
			found.forEach((table, columns) -> assertThat(number(database, """
					SELECT count(*) FROM information_schema.columns
					WHERE table_schema = 'public' AND table_name = '%s' AND is_generated = 'NEVER'
					""".formatted(table))).as(table).isEqualTo(columns));
			long derived = database.dialect().choose(9, 10);
			assertThat((long) found.size()).isEqualTo(number(database, """
					SELECT count(*) FROM information_schema.tables
					WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
					""") - derived);
		}
	}

	@Test
	void existingRowsAreKeptOrReplaced() throws SQLException {
		Path file = this.directory.resolve("all.tintype");
		try (ArchivedDatabase source = AwkwardRows.fill(database("h2"), 1, 20);
				ArchivedDatabase target = AwkwardRows.fill(database("live"), 2, ROWS)) {
			for (ArchivedDatabase database : List.of(source, target)) {
				database.execute("""
						INSERT INTO sessions (session_hash, user_id, created_at, last_used_at, expires_at)
						SELECT 'a', id, created_at, created_at, created_at FROM users LIMIT 1
						""");
				database.execute("""
						INSERT INTO sign_in_failures (failure_id, address, failed_at)
						SELECT id, 'a', created_at FROM users LIMIT 1
						""");
			}
			assertThat(source.backup(file).tables()).containsKeys("users", "api_keys")
				.doesNotContainKeys("sessions", "sign_in_failures");
			Map<String, String> before = target.hashes();
			assertThatExceptionOfType(ArchiveException.class).isThrownBy(() -> target.restore(file, false))
				.withMessageContaining("not empty");
			assertThat(target.hashes()).isEqualTo(before);
			target.restore(file, true);
			assertThat(target.hashes()).isEqualTo(source.hashes());
			assertThat(target.one("SELECT count(*) FROM sessions")).isEqualTo("0");
			assertThat(target.one("SELECT count(*) FROM sign_in_failures")).isEqualTo("0");
		}
	}

	@Test
	void identitiesContinueAfterGreatestNumber() throws SQLException {
		Path file = this.directory.resolve("all.tintype");
		try (ArchivedDatabase source = AwkwardRows.fill(database("h2"), 1, ROWS);
				ArchivedDatabase target = database("live")) {
			source.backup(file);
			target.restore(file, false);
			target.execute("INSERT INTO prompts (prompt_text, prompt_hash, search_text) VALUES ('new', 'new', 'new')");
			assertThat(target.one("SELECT id FROM prompts WHERE prompt_hash = 'new'"))
				.isEqualTo(String.valueOf(10_000_000_000L + ROWS));
		}
	}

	@Test
	void derivedTablesMatchRestoredRows() throws SQLException {
		Path file = this.directory.resolve("all.tintype");
		try (ArchivedDatabase source = AwkwardRows.fill(database("h2"), 1, ROWS);
				ArchivedDatabase target = AwkwardRows.fill(database("live"), 2, 3)) {
			boolean h2 = target.dialect() == Dialect.H2;
			String derived = h2 ? "SELECT token FROM text_index" : "SELECT sum(delta) FROM image_counts";
			String before = target.one(derived);
			source.backup(file);
			target.restore(file, true);
			if (h2) {
				assertThat(target.one(derived)).isNotEqualTo(before).isNotEqualTo(source.one(derived));
			}
			else {
				assertThat(target.one(derived)).isEqualTo("40");
				assertThat(target.one("SELECT count(*) FROM document WHERE search_vector IS NULL")).isEqualTo("0");
			}
		}
	}

	private ArchivedDatabase database(String kind) throws SQLException {
		return kind.equals("h2") ? ArchivedDatabase.h2() : ArchivedDatabase.live(this.directory);
	}

	private static long number(ArchivedDatabase database, String sql) {
		try {
			return Long.parseLong(database.one(sql));
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
