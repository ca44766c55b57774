package dev.tintype.operation.archive;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.tintype.support.AnyCase;
import dev.tintype.testing.AnyCasePairs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the SQL function that folds the texts that PostgreSQL searches by word.
 */
@EnabledIfSystemProperty(named = "tintype.test.database", matches = "postgresql")
class FoldCaseIntegrationTests {

	@TempDir
	private Path directory;

	@Test
	void functionFoldsEveryCharacterAsTheServiceDoes() throws SQLException {
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
			assertThat(rows(fold)).isNotEmpty()
				.allSatisfy((text, folded) -> assertThat(folded).isEqualTo(AnyCase.fold(text)));
		}
	}

	@Test
	void wordsOfDocumentsAreWordsOfFoldedText() throws SQLException {
		try (ArchivedDatabase database = AwkwardRows.fill(ArchivedDatabase.live(this.directory), 1, 40)) {
			assertThat(database.one("""
					SELECT count(*) FROM document
					WHERE search_vector = to_tsvector('pg_catalog.english', fold_case(left(content, 500000)))
					""")).isEqualTo("40");
		}
	}

	private static Map<String, String> rows(PreparedStatement query) throws SQLException {
		Map<String, String> found = new LinkedHashMap<>();
		try (ResultSet rows = query.executeQuery()) {
			while (rows.next()) {
				found.put(rows.getString(1), rows.getString(2));
			}
		}
		return found;
	}

}
