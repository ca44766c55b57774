package dev.tintype.library.tag;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.StreamSupport;

import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.Tags;
import dev.tintype.library.version.TestAssets;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import dev.tintype.support.Ids;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class TagIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private final Http http;

	private final Assets assets;

	private final Statements statements;

	private final Transactions transactions;

	/** The tag above all tags of a test. */
	private final String mark = "T" + UUID.randomUUID();

	TagIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets, @Autowired Statements statements,
			@Autowired Transactions transactions) {
		this.http = new Http(client);
		this.assets = assets;
		this.statements = statements;
		this.transactions = transactions;
	}

	@Test
	void tagsAreListedByUse() {
		photo(tag("b"), tag("a"));
		photo(tag("b"));
		photo(tag("B/x"), tag("\uFF5E"), tag("\uD83D\uDE00"));
		JsonNode added = this.http.post("/api/tags", Map.of("tags", List.of(tag("c"), tag("A"), " " + tag("C"))))
			.json();
		String path = "/api/tags?parent=" + this.mark.toUpperCase(Locale.ROOT);

		assertThat(added.path("added").longValue()).isEqualTo(1);
		assertThat(added.path("present").longValue()).isEqualTo(1);
		assertThat(added.at("/items/1/tag").stringValue()).isEqualTo(tag("a"));
		List<String> walked = new ArrayList<>();
		JsonNode page = this.http.get(path + "&per_page=2").json();
		assertThat(page.path("total").longValue()).isEqualTo(6);
		while (true) {
			page.path("items").forEach((item) -> walked.add(item.path("usage_count").intValue() + shortened(item)));
			if (page.path("next").isNull()) {
				break;
			}
			page = this.http.get(path + "&per_page=2&after=" + page.path("next").stringValue()).json();
		}
		assertThat(walked).containsExactly("2b", "1B/x", "1a", "1\uFF5E", "1\uD83D\uDE00", "0c");
		assertThat(this.http.with("Accept", "application/x-ndjson").get(path).lines()).hasSize(6);
		assertThat(names(this.http.get("/api/tags?search={search}", tag("b/")).json())).containsExactly("B/x");
		assertThat(names(this.http.get("/api/tags?parent={parent}", tag("b")).json())).containsExactly("B/x");
	}

	@Test
	void deletionRemovesTagFromPhotos() {
		Asset asset = asset(List.of(tag("a"), tag("a/x"), "z"), Tier.BRONZE, Tier.SILVER);
		Asset trashed = asset(List.of(tag("A")), Tier.BRONZE);
		trash(trashed, true);
		String path = "/api/tags/" + find(tag("a")).path("id").stringValue();

		assertThat(this.http.send(HttpMethod.DELETE, path).text()).isEqualTo("{\"photos\":1}");

		assertThat(read(asset).versions())
			.allSatisfy((version) -> assertThat(version.keywords()).containsExactly(tag("a/x"), "z"));
		assertThat(read(trashed).best().keywords()).isEmpty();
		assertThat(names(list())).containsExactly("a/x");
		assertThat(this.http.send(HttpMethod.DELETE, path).status()).isEqualTo(404);
		assertCounts();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{} | /tag", "{\"tag\": 1} | /tag", "{\"tag\": \" \"} | /tag", "[] | ``" })
	void invalidTagIsRefused(String body, String pointer) {
		photo(tag("a"));

		Http.Answer answer = send(HttpMethod.PATCH, "/api/tags/" + find(tag("a")).path("id").stringValue(), body);

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo(pointer);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "{} | /tags", "{\"tags\": \"a\"} | /tags",
			"{\"tags\": [\"a\", 1]} | /tags/1", "{\"tags\": [\" \"]} | /tags/0" })
	void invalidTagsAreRefused(String body, String pointer) {
		Http.Answer answer = send(HttpMethod.POST, "/api/tags", body);

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo(pointer);
	}

	@Test
	void tooLongTagBelowIsRefused() {
		photo(tag("a"), tag("a/" + "x".repeat(200)));

		Http.Answer answer = rename(find(tag("a")), tag("y".repeat(100)), "");

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo("/tag");
		assertThat(send(HttpMethod.PATCH, "/api/tags/" + Ids.next(), "{\"tag\": \"a\"}").status()).isEqualTo(404);
		assertThat(send(HttpMethod.PATCH, "/api/tags/x", "{\"tag\": \"a\"}").status()).isEqualTo(404);
	}

	private String tag(String name) {
		return this.mark + "/" + name;
	}

	private String shortened(JsonNode item) {
		return item.path("tag").stringValue().substring(this.mark.length() + 1);
	}

	private JsonNode list() {
		return this.http.get("/api/tags?per_page=500&parent=" + this.mark).json();
	}

	private List<String> names(JsonNode page) {
		return StreamSupport.stream(page.path("items").spliterator(), false).map(this::shortened).toList();
	}

	private JsonNode find(String tag) {
		return StreamSupport.stream(list().path("items").spliterator(), false)
			.filter((item) -> Tags.key(item.path("tag").stringValue()).equals(Tags.key(tag)))
			.findFirst()
			.orElseThrow();
	}

	private Http.Answer rename(JsonNode tag, String name, String query) {
		return patch("/api/tags/" + tag.path("id").stringValue() + query, Map.of("tag", name));
	}

	private Http.Answer patch(String path, Map<String, ?> body) {
		return send(HttpMethod.PATCH, path, Json.MAPPER.writeValueAsString(body));
	}

	private Http.Answer send(HttpMethod method, String path, String body) {
		return this.http.send(method, path, MediaType.APPLICATION_JSON, body.getBytes(StandardCharsets.UTF_8));
	}

	private Version photo(String... tags) {
		return asset(List.of(tags), Tier.BRONZE).best();
	}

	private Asset asset(List<String> keywords, Tier... tiers) {
		Asset made = TestAssets.of("p.jpg", keywords, tiers);
		Asset asset = new Asset(made.id(), "p.jpg", null, null, made.createdAt(), made.versions()
			.stream()
			.map((version) -> (version.tier() == Tier.GOLD) ? version.toBuilder().embedded(true).build() : version)
			.toList());
		run(this.assets.insert(List.of(asset)));
		return asset;
	}

	private Asset read(Asset asset) {
		return Objects.requireNonNull(this.assets.find(List.of(asset.id())).blockLast(LIMIT));
	}

	private void trash(Asset asset, boolean isTrashed) {
		run(this.assets.update(List.of(read(asset).deletedAt(isTrashed ? Instant.now() : null))));
	}

	private void run(Mono<Void> work) {
		this.transactions.run(work).block(LIMIT);
	}

	private void assertCounts() {
		List<String> wrong = Objects.requireNonNull(this.statements.sql("""
				SELECT g.tag || ' ' || g.usage_count || ' ' || (SELECT count(*) FROM photo_tags t
				    JOIN file_versions v ON v.id = t.photo_id
				  WHERE t.tag_key = g.tag_key AND v.is_best AND NOT v.is_trashed)
				FROM global_tag_library g WHERE g.tag_key LIKE :mark AND g.usage_count <> (
				  SELECT count(*) FROM photo_tags t JOIN file_versions v ON v.id = t.photo_id
				  WHERE t.tag_key = g.tag_key AND v.is_best AND NOT v.is_trashed)
				UNION ALL
				SELECT t.tag_key FROM photo_tags t JOIN file_versions v ON v.id = t.photo_id
				WHERE t.tag_key LIKE :mark AND v.is_best AND NOT v.is_trashed
				  AND NOT EXISTS (SELECT 1 FROM global_tag_library g WHERE g.tag_key = t.tag_key)""")
			.bind("mark", Tags.key(this.mark) + "/%")
			.<String>all((row) -> Objects.requireNonNull(row.get(0, String.class)))
			.collectList()
			.block(LIMIT));
		assertThat(wrong).isEmpty();
	}

}
