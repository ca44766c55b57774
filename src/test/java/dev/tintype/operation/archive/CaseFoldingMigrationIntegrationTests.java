package dev.tintype.operation.archive;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.tintype.data.sql.Dialect;
import dev.tintype.support.AnyCase;
import dev.tintype.testing.AnyCasePairs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rows that were written before there were folded columns, on their way from an older
 * archive.
 */
class CaseFoldingMigrationIntegrationTests {

	/** H2 has no such migration. */
	private static final String BEFORE = "10?";

	private static final String IMAGE = """
			INSERT INTO images (image_id, filename, caption, is_uploaded, is_stored, created_at, updated_at)
			VALUES (?, ?, ?, FALSE, FALSE, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)
			""";

	private static final String PROMPT = """
			INSERT INTO prompts (prompt_hash, prompt_text, search_text) VALUES (CAST(? AS VARCHAR), ?, ?)
			""";

	private static final String DOCUMENT = """
			INSERT INTO document (id, code, name, content, created_at, updated_at)
			VALUES (?, '%s', ?, ?, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)
			""";

	@TempDir
	private Path directory;

	@Test
	void rowsOfAnOlderArchiveAreFolded() throws SQLException {
		Path file = this.directory.resolve("old.tintype");
		try (ArchivedDatabase source = AwkwardRows.fill(ArchivedDatabase.h2(BEFORE), 1, 40);
				ArchivedDatabase target = ArchivedDatabase.live(this.directory, BEFORE)) {
			for (AnyCasePairs.Pair pair : AnyCasePairs.read()) {
				insert(source, IMAGE, pair.text());
				insert(source, PROMPT, pair.text());
				insert(source, DOCUMENT.formatted(UUID.randomUUID()), pair.text());
			}
			source.backup(file);
			target.restore(file, true);
			Map<String, String> prompts = rows(target, "SELECT prompt_hash, search_text FROM prompts");

			target.migrate();

			assertFolded(rows(target, "SELECT filename, filename_folded FROM images"));
			assertFolded(rows(target, "SELECT caption, caption_folded FROM images WHERE caption IS NOT NULL"));
			assertThat(target.one("SELECT count(*) FROM images WHERE caption IS NULL AND caption_folded IS NOT NULL"))
				.isEqualTo("0");
			assertFolded(rows(target, "SELECT name, name_folded FROM document"));
			prompts.replaceAll((hash, text) -> AnyCase.fold(text));
			assertThat(rows(target, "SELECT prompt_hash, search_text FROM prompts")).isEqualTo(prompts);
			if (target.dialect() == Dialect.POSTGRESQL) {
				assertThat(target.one("""
						SELECT count(*) FROM images i FULL JOIN caption_search s ON s.image_id = i.image_id
						WHERE i.caption_folded IS DISTINCT FROM s.caption_folded
						""")).isEqualTo("0");
				assertThat(target.one("""
						SELECT count(*) FROM document
						WHERE search_vector <> to_tsvector('pg_catalog.english', fold_case(left(content, 500000)))
						""")).isEqualTo("0");
			}
		}
	}

	@Test
	@EnabledIfSystemProperty(named = "tintype.test.database", matches = "postgresql")
	void functionOfPostgresqlFoldsEveryCharacterAsTheServiceDoes() throws SQLException {
		List<String> texts = new ArrayList<>(
				Stream.concat(AnyCasePairs.read().stream().map(AnyCasePairs.Pair::text), AwkwardRows.texts().stream())
					.toList());
		IntStream.range(1, 0x1f000)
			.filter((c) -> !Character.isSurrogate((char) c) || c > Character.MAX_VALUE)
			.filter((c) -> !Character.toString(c).equals(AnyCase.fold(Character.toString(c))))
			.mapToObj((c) -> "a" + Character.toString(c) + "\u0301" + Character.toString(c))
			.forEach(texts::add);
		try (ArchivedDatabase database = ArchivedDatabase.live(this.directory);
				Connection connection = database.dataSource().getConnection();
				PreparedStatement fold = connection
					.prepareStatement("SELECT t, fold_case(t) FROM unnest(?) AS texts(t)")) {
			fold.setArray(1, connection.createArrayOf("text", texts.toArray()));
			assertThat(texts).hasSizeGreaterThan(1_700);
			assertFolded(rows(fold.executeQuery()));
		}
	}

	private static void assertFolded(Map<String, String> rows) {
		assertThat(rows).isNotEmpty();
		assertThat(rows).allSatisfy((text, folded) -> assertThat(folded).isEqualTo(AnyCase.fold(text)));
	}

	private static void insert(ArchivedDatabase database, String sql, String text) throws SQLException {
		try (Connection connection = database.dataSource().getConnection();
				PreparedStatement insert = connection.prepareStatement(sql)) {
			insert.setObject(1, UUID.randomUUID());
			insert.setString(2, text);
			insert.setString(3, text);
			insert.execute();
		}
	}

	private static Map<String, String> rows(ArchivedDatabase database, String sql) throws SQLException {
		try (Connection connection = database.dataSource().getConnection();
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery(sql)) {
			return rows(rows);
		}
	}

	private static Map<String, String> rows(ResultSet rows) throws SQLException {
		Map<String, String> found = new LinkedHashMap<>();
		while (rows.next()) {
			found.put(rows.getString(1), rows.getString(2));
		}
		return found;
	}

}
