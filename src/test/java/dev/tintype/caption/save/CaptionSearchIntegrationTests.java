package dev.tintype.caption.save;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.tintype.data.sql.Dialect;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A search finds the captions that were saved before it, even if the index is not up to
 * date.
 */
@IntegrationTest
class CaptionSearchIntegrationTests {

	private final Http http;

	private final DatabaseClient database;

	private final Dialect dialect;

	/** A word that no other caption contains. */
	private final String word = "w" + UUID.randomUUID().toString().substring(0, 8);

	/**
	 * Spares a pattern the images of other tests, which may be too many for its second.
	 */
	private final String recent = "created >= " + Instant.now().minusSeconds(5);

	CaptionSearchIntegrationTests(@Autowired WebTestClient client, @Autowired DatabaseClient database,
			@Autowired Dialect dialect) {
		this.http = new Http(client);
		this.database = database;
		this.dialect = dialect;
	}

	@ParameterizedTest
	@ValueSource(strings = { "search", "regex" })
	void searchFindsSavedCaptionsBeforeAndAfterIndexing(String parameter) {
		List<String> ids = register(3);
		for (String id : ids) {
			save(id, "a boat " + this.word);
		}
		assertThat(found(parameter, this.word)).containsExactlyInAnyOrderElementsOf(ids);
		awaitIndexed();
		assertThat(found(parameter, this.word)).containsExactlyInAnyOrderElementsOf(ids);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void searchDoesNotFindReplacedClearedOrDeletedCaptions(boolean indexed) {
		List<String> ids = register(4);
		ids.forEach((id) -> save(id, "old " + this.word));
		awaitIndexed();
		save(ids.get(0), "a tower");
		assertThat(this.http.send(HttpMethod.DELETE, "/api/images/{id}/caption", ids.get(1)).status()).isEqualTo(200);
		assertThat(this.http.send(HttpMethod.DELETE, "/api/images/{id}", ids.get(2)).status()).isEqualTo(204);
		if (indexed) {
			awaitIndexed();
		}
		assertThat(found("search", "old " + this.word)).containsExactly(ids.get(3));
		assertThat(found("regex", "^old " + this.word)).containsExactly(ids.get(3));
	}

	@Test
	void indexingFindsRowsOfCopyByKeyWhateverItsStatistics() {
		if (this.dialect == Dialect.POSTGRESQL) {
			String plan = String.join("\n",
					Objects.requireNonNull(this.database.sql("EXPLAIN " + SearchedCaptions.FOLLOW)
						.bind("images", 1)
						.map((row) -> Objects.requireNonNull(row.get(0, String.class)))
						.all()
						.collectList()
						.block()));
			assertThat(plan).contains("Conflict Arbiter Indexes: caption_search_pkey")
				.doesNotContainPattern("Scan.* on caption_search");
		}
	}

	@Test
	void searchFindsLatestCaptionBeforeIndexCatchesUp() {
		String id = register(1).get(0);
		save(id, "first " + this.word);
		save(id, "second " + this.word);
		assertThat(found("search", "first " + this.word)).isEmpty();
		assertThat(found("search", "SECOND " + this.word)).containsExactly(id);
		awaitIndexed();
		assertThat(found("search", "first " + this.word)).isEmpty();
		assertThat(found("search", "SECOND " + this.word)).containsExactly(id);
	}

	@Test
	void manySmallSavesAreAllIndexed() {
		List<String> ids = register(120);
		ids.forEach((id) -> save(id, "one of many " + this.word));
		awaitIndexed();
		assertThat(found("search", "many " + this.word)).hasSize(50);
		if (this.dialect == Dialect.POSTGRESQL) {
			assertThat(number("SELECT count(*) FROM caption_search WHERE caption_folded LIKE '%" + this.word + "'"))
				.isEqualTo(120);
		}
	}

	private List<String> register(int count) {
		return this.http
			.post("/api/images/register-files",
					Map.of("files",
							IntStream.range(0, count).mapToObj((n) -> Map.of("filename", "s" + n + ".png")).toList()))
			.json()
			.path("image_ids")
			.valueStream()
			.map((id) -> id.asString())
			.toList();
	}

	private void save(String id, String caption) {
		assertThat(this.http
			.send(HttpMethod.PUT, "/api/images/" + id + "/caption", MediaType.APPLICATION_JSON,
					Json.MAPPER.writeValueAsBytes(Map.of("caption", caption)))
			.status()).isEqualTo(200);
	}

	private List<String> found(String parameter, String value) {
		return this.http.get("/api/images?filter={recent}&" + parameter + "={value}", this.recent, value)
			.json()
			.path("items")
			.valueStream()
			.map((item) -> item.path("image_id").asString())
			.toList();
	}

	private void awaitIndexed() {
		if (this.dialect == Dialect.POSTGRESQL) {
			Callers.await(() -> number("SELECT count(*) FROM caption_changes") == 0);
		}
	}

	private long number(String sql) {
		Long number = this.database.sql(sql).mapValue(Long.class).one().block();
		return (number != null) ? number : -1;
	}

}
