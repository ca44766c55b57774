package dev.tintype.library.tag;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.Tags;
import dev.tintype.library.version.TestAssets;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.Json;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class ConcurrentTagsIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private static final int CLIENTS = 32;

	private final Http http;

	private final Assets assets;

	private final Statements statements;

	private final Transactions transactions;

	private final TagRepository tags;

	private final int chunk;

	/** The tag above all tags of a test. */
	private final String mark = "T" + UUID.randomUUID();

	ConcurrentTagsIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets,
			@Autowired Statements statements, @Autowired Transactions transactions, @Autowired TagRepository tags,
			@Autowired BatchSettings settings) {
		this.http = new Http(client);
		this.assets = assets;
		this.statements = statements;
		this.transactions = transactions;
		this.tags = tags;
		this.chunk = settings.chunkSize();
	}

	@Test
	void renameWorksInChunks() {
		int size = this.chunk + 20;
		List<Asset> made = IntStream.range(0, size)
			.mapToObj((i) -> TestAssets.of("p", List.of(tag("many")), Tier.BRONZE))
			.toList();
		run(this.assets.insert(made));

		JsonNode renamed = rename(find(tag("many")), tag("all"), "").json();

		assertThat(renamed.path("usage_count").intValue()).isEqualTo(size);
		assertThat(this.http.send(HttpMethod.DELETE, "/api/tags/" + renamed.path("id").stringValue()).text())
			.isEqualTo("{\"photos\":" + size + "}");
		assertThat(names(list())).isEmpty();
	}

	@Test
	void countsStayExactUnderConcurrentChanges() {
		List<Version> photos = IntStream.range(0, 6).mapToObj((i) -> photo(tag("t" + i))).toList();
		List<Integer> statuses = Objects.requireNonNull(Flux.range(0, CLIENTS * 4)
			.flatMap((i) -> Mono.fromSupplier(() -> change(i, photos).status()).subscribeOn(Callers.SCHEDULER), CLIENTS)
			.collectList()
			.block(LIMIT));

		assertThat(statuses).isSubsetOf(200, 201, 404, 409);
		assertCounts();
	}

	// Without the lock, the count would change before it is written back.
	@Test
	void lockedTagKeepsItsCount() {
		Version photo = photo(tag("a"));
		String key = Tags.key(tag("a"));
		Mono<Integer> tagging = Mono
			.fromSupplier(() -> patch("/api/photos/" + photo.id() + "/tags",
					Map.of("action", "remove", "tags", List.of(tag("a"))))
				.status())
			.subscribeOn(Callers.SCHEDULER)
			.cache();

		List<List<Tag>> read = new ArrayList<>();
		run(this.tags.lockAll(List.of(key)).doOnNext(read::add).flatMap((locked) -> {
			tagging.subscribe();
			return tagging.timeout(Duration.ofMillis(200), Mono.empty())
				.then(this.tags.findAll(List.of(key)).collectList())
				.doOnNext(read::add);
		}).then());

		assertThat(tagging.block(LIMIT)).isEqualTo(200);
		assertThat(read.get(1)).isEqualTo(read.get(0));
		assertCounts();
	}

	private Http.Answer change(int i, List<Version> photos) {
		String tag = tag("t" + i % 5);
		return switch (i % 8) {
			case 0, 1, 2 -> patch("/api/photos/" + photos.get(i % photos.size()).id() + "/tags",
					Map.of("action", "add", "tags", List.of(tag, tag + "/x")));
			case 3, 4 -> patch("/api/photos/" + photos.get(i % photos.size()).id() + "/tags",
					Map.of("action", "remove", "tags", List.of(tag)));
			case 5 ->
				onTag(tag, (id) -> patch("/api/tags/" + id + "?merge=true", Map.of("tag", tag("t" + (i + 2) % 5))));
			case 6 -> onTag(tag, (id) -> patch("/api/tags/" + id, Map.of("tag", tag("n" + i))));
			default -> onTag(tag, (id) -> this.http.send(HttpMethod.DELETE, "/api/tags/" + id));
		};
	}

	private Http.Answer onTag(String tag, Function<String, Http.Answer> change) {
		List<JsonNode> found = StreamSupport.stream(list().path("items").spliterator(), false)
			.filter((item) -> Tags.key(item.path("tag").stringValue()).equals(Tags.key(tag)))
			.toList();
		return found.isEmpty() ? this.http.post("/api/tags", Map.of("tags", List.of(tag)))
				: change.apply(found.get(0).path("id").stringValue());
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
