package dev.tintype.library.tag;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.Json;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class TagRenameIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private final Http http;

	private final Assets assets;

	private final Statements statements;

	private final Transactions transactions;

	/** The tag above all tags of a test. */
	private final String mark = "T" + UUID.randomUUID();

	TagRenameIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets,
			@Autowired Statements statements, @Autowired Transactions transactions) {
		this.http = new Http(client);
		this.assets = assets;
		this.statements = statements;
		this.transactions = transactions;
	}

	@Test
	void renameChangesAllPhotosAndTagsBelow() {
		Asset asset = asset(List.of(tag("old"), tag("OLD/x/y"), tag("older"), "z"), Tier.BRONZE, Tier.GOLD);
		Asset trashed = asset(List.of(tag("Old")), Tier.BRONZE);
		trash(trashed, true);
		JsonNode before = find(tag("old"));

		Http.Answer answer = rename(before, tag("New"), "");

		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		assertThat(answer.json().path("id")).isEqualTo(before.path("id"));
		assertThat(answer.json().path("tag").stringValue()).isEqualTo(tag("New"));
		assertThat(answer.json().path("usage_count").intValue()).isEqualTo(1);
		Asset changed = read(asset);
		assertThat(changed.versions()).allSatisfy((version) -> assertThat(version.keywords())
			.containsExactly(tag("New"), tag("New/x/y"), tag("older"), "z"));
		assertThat(changed.best().revision()).isEqualTo(2);
		assertThat(changed.best().embedded()).isFalse();
		assertThat(read(trashed).best().keywords()).containsExactly(tag("New"));
		assertThat(names(list())).containsExactlyInAnyOrder("New", "New/x/y", "older");
		trash(trashed, false);
		assertThat(find(tag("new")).path("usage_count").intValue()).isEqualTo(2);
		assertCounts();

		JsonNode undone = this.http
			.post("/api/library/operations/" + answer.json().path("operation_id").stringValue() + "/undo", Map.of())
			.json();

		assertThat(undone.path("restored").intValue()).isEqualTo(2);
		assertThat(read(asset).best().keywords()).containsExactly(tag("old"), tag("OLD/x/y"), tag("older"), "z");
		assertCounts();
	}

	@Test
	void historyTellsOfRename() {
		Asset asset = asset(List.of(tag("a")), Tier.BRONZE);

		JsonNode renamed = rename(find(tag("a")), tag("b"), "").json();

		JsonNode entry = this.http.get("/api/assets/" + asset.id() + "/history").json().at("/items/0");
		assertThat(entry.path("action").stringValue()).isEqualTo("METADATA_UPDATED");
		assertThat(entry.path("operation_id")).isEqualTo(renamed.path("operation_id"));
		assertThat(entry.path("changes").toString())
			.isEqualTo("{\"keywords\":[[\"%s\"],[\"%s\"]]}".formatted(tag("a"), tag("b")));
	}

	@Test
	void takenNameIsRefusedUnlessTagsAreMerged() {
		Asset both = asset(List.of(tag("a"), tag("b")), Tier.BRONZE);
		Asset one = asset(List.of(tag("a/x")), Tier.BRONZE);
		asset(List.of(tag("B/X")), Tier.BRONZE);
		JsonNode source = find(tag("a"));
		JsonNode target = find(tag("b"));

		assertThat(rename(source, tag("B"), "").status()).isEqualTo(409);
		assertThat(rename(source, tag("B"), "?merge=false").status()).isEqualTo(409);
		assertThat(read(both).best().revision()).isEqualTo(1);
		JsonNode merged = rename(source, tag("B"), "?merge=true").json();

		assertThat(merged.path("id")).isEqualTo(target.path("id"));
		assertThat(merged.path("tag").stringValue()).isEqualTo(tag("b"));
		assertThat(read(both).best().keywords()).containsExactly(tag("b"));
		assertThat(read(one).best().keywords()).containsExactly(tag("B/X"));
		assertThat(names(list())).containsExactlyInAnyOrder("b", "B/X");
		assertThat(find(tag("b/x")).path("usage_count").intValue()).isEqualTo(2);
		assertThat(rename(source, tag("c"), "").status()).isEqualTo(404);
		assertCounts();
	}

	@Test
	void tagMovesBelowItself() {
		Asset asset = asset(List.of(tag("a"), tag("a/b"), tag("a/c")), Tier.BRONZE);
		JsonNode above = find(tag("a"));
		JsonNode below = find(tag("a/b"));

		assertThat(rename(above, tag("a/b"), "").json().path("id")).isEqualTo(above.path("id"));

		assertThat(read(asset).best().keywords()).containsExactly(tag("a/b"), tag("a/b/b"), tag("a/b/c"));
		assertThat(find(tag("a/b/b")).path("id")).isEqualTo(below.path("id"));
		assertThat(names(list())).containsExactlyInAnyOrder("a/b", "a/b/b", "a/b/c");
		assertCounts();
	}

	@Test
	void spellingChanges() {
		Asset asset = asset(List.of(tag("aa"), tag("aa/x")), Tier.BRONZE);
		JsonNode tag = find(tag("aa"));

		assertThat(rename(tag, tag("AA"), "").json().path("tag").stringValue()).isEqualTo(tag("AA"));
		assertThat(rename(tag, tag("AA"), "").json().path("operation_id").isNull()).isTrue();

		assertThat(read(asset).best().keywords()).containsExactly(tag("AA"), tag("AA/x"));
		assertThat(names(list())).containsExactlyInAnyOrder("AA", "AA/x");
		assertThat(find(tag("aa")).path("id")).isEqualTo(tag.path("id"));
		assertCounts();
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
