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
import dev.tintype.library.version.Version;
import dev.tintype.testing.Http;
import dev.tintype.web.http.Json;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes photos with tags, calls the API of tags, and checks their counts.
 */
abstract class TagFixture {

	static final Duration LIMIT = Duration.ofSeconds(60);

	final Http http;

	final Assets assets;

	final Statements statements;

	final Transactions transactions;

	/** The tag above all tags of a test. */
	final String mark = "T" + UUID.randomUUID();

	TagFixture(WebTestClient client, Assets assets, Statements statements, Transactions transactions) {
		this.http = new Http(client);
		this.assets = assets;
		this.statements = statements;
		this.transactions = transactions;
	}

	String tag(String name) {
		return this.mark + "/" + name;
	}

	String shortened(JsonNode item) {
		return item.path("tag").stringValue().substring(this.mark.length() + 1);
	}

	JsonNode list() {
		return this.http.get("/api/tags?per_page=500&parent=" + this.mark).json();
	}

	List<String> names(JsonNode page) {
		return StreamSupport.stream(page.path("items").spliterator(), false).map(this::shortened).toList();
	}

	JsonNode find(String tag) {
		return StreamSupport.stream(list().path("items").spliterator(), false)
			.filter((item) -> Tags.key(item.path("tag").stringValue()).equals(Tags.key(tag)))
			.findFirst()
			.orElseThrow();
	}

	Http.Answer rename(JsonNode tag, String name, String query) {
		return patch("/api/tags/" + tag.path("id").stringValue() + query, Map.of("tag", name));
	}

	Http.Answer patch(String path, Map<String, ?> body) {
		return send(HttpMethod.PATCH, path, Json.MAPPER.writeValueAsString(body));
	}

	Http.Answer send(HttpMethod method, String path, String body) {
		return this.http.send(method, path, MediaType.APPLICATION_JSON, body.getBytes(StandardCharsets.UTF_8));
	}

	Version photo(String... tags) {
		return asset(List.of(tags), Tier.BRONZE).best();
	}

	Asset asset(List<String> keywords, Tier... tiers) {
		Asset made = TestAssets.of("p.jpg", keywords, tiers);
		Asset asset = new Asset(made.id(), "p.jpg", null, null, made.createdAt(), made.versions()
			.stream()
			.map((version) -> (version.tier() == Tier.GOLD) ? version.toBuilder().embedded(true).build() : version)
			.toList());
		run(this.assets.insert(List.of(asset)));
		return asset;
	}

	Asset read(Asset asset) {
		return Objects.requireNonNull(this.assets.find(List.of(asset.id())).blockLast(LIMIT));
	}

	void trash(Asset asset, boolean isTrashed) {
		run(this.assets.update(List.of(read(asset).deletedAt(isTrashed ? Instant.now() : null))));
	}

	void run(Mono<Void> work) {
		this.transactions.run(work).block(LIMIT);
	}

	void assertCounts() {
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
