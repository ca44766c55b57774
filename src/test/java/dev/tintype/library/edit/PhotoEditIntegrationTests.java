package dev.tintype.library.edit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
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
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class PhotoEditIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private final Http http;

	private final Assets assets;

	private final Statements statements;

	private final Transactions transactions;

	/** Part of every tag of a test, so that no other test counts it. */
	private final String mark = UUID.randomUUID().toString();

	PhotoEditIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets,
			@Autowired Statements statements, @Autowired Transactions transactions) {
		this.http = new Http(client);
		this.assets = assets;
		this.statements = statements;
		this.transactions = transactions;
	}

	@Test
	void patchChangesAllFieldsAndUndoResetsThem() {
		Version photo = photo();

		Http.Answer answer = patch(photo, """
				{"rating": 5, "keywords": [" Cat %s ", "cat %s", "b/c"], "location": "Fuji", "event_type": "holiday",
				 "event_name": "New Year", "is_reviewed": true, "taken_at": "2024-07-04T10:11:12", "latitude": 35.5,
				 "longitude": -138, "ai_short_description": "a lake",
				 "metadata": {"ai": {"shortDescription": "x", "aiTags": ["lake"]}}}""".formatted(this.mark, this.mark));

		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		JsonNode json = answer.json();
		assertThat(json.path("rating").intValue()).isEqualTo(5);
		assertThat(texts(json.path("keywords"))).containsExactly("Cat " + this.mark, "b/c");
		assertThat(json.path("taken_at").stringValue()).isEqualTo("2024-07-04T10:11:12");
		assertThat(json.path("longitude").doubleValue()).isEqualTo(-138);
		assertThat(json.at("/metadata/ai/aiTags/0").stringValue()).isEqualTo("lake");
		assertThat(json.path("is_reviewed").booleanValue()).isTrue();
		assertThat(answer.header("ETag")).isEqualTo("\"2\"");
		assertThat(history(photo)).containsExactly("METADATA_UPDATED", "AI_PROCESSED");

		JsonNode undone = undo(json.path("operation_id").stringValue());

		assertThat(undone.toString()).isEqualTo("{\"restored\":1,\"skipped\":0}");
		Version restored = find(photo);
		assertThat(restored.toBuilder().metadata(null).build()).usingRecursiveComparison()
			.ignoringFields("revision", "updatedAt")
			.isEqualTo(photo);
		assertThat(undo(json.path("operation_id").stringValue()).toString())
			.isEqualTo("{\"restored\":0,\"skipped\":1}");
	}

	@Test
	void patchWithoutChangeWritesNothing() {
		Version photo = photo();

		Http.Answer answer = patch(photo, "{\"rating\": 0, \"location\": null, \"unknown\": 1, \"keywords\": []}");

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("operation_id").isNull()).isTrue();
		assertThat(answer.header("ETag")).isEqualTo("\"1\"");
		assertThat(history(photo)).isEmpty();
	}

	@Test
	void undoKeepsFieldsThatHaveChangedSince() {
		Version photo = photo();
		String operation = patch(photo, "{\"rating\": 5, \"location\": \"A\"}").json()
			.path("operation_id")
			.stringValue();
		patch(photo, "{\"location\": \"B\"}");

		assertThat(undo(operation).path("restored").intValue()).isEqualTo(1);

		assertThat(find(photo).rating()).isZero();
		assertThat(find(photo).location()).isEqualTo("B");
	}

	@Test
	void modelMetadataIsMergedByKey() {
		Version photo = photo();
		patch(photo, "{\"metadata\": {\"ai\": {\"a\": 1, \"b\": {\"c\": 2}}}}");

		JsonNode ai = patch(photo, "{\"metadata\": {\"ai\": {\"a\": null, \"b\": 3, \"gpsCoordinates\": "
				+ "{\"latitude\": 1.5, \"longitude\": 2.5}}}}")
			.json()
			.at("/metadata/ai");

		assertThat(ai.has("a")).isFalse();
		assertThat(ai.path("b").intValue()).isEqualTo(3);
		assertThat(history(photo)).containsExactly("AI_PROCESSED", "METADATA_UPDATED", "AI_PROCESSED");
		assertThat(find(photo).latitude()).isEqualTo(1.5);
		assertThat(patch(photo, "{\"latitude\": 3, \"longitude\": 4}").json().path("latitude").doubleValue())
			.isEqualTo(3);
		assertThat(patch(photo, "{\"latitude\": null, \"longitude\": null}").json().path("latitude").doubleValue())
			.isEqualTo(1.5);
	}

	@Test
	void lowerVersionAndTrashAreRefused() {
		Asset asset = insert(TestAssets.of("a", List.of(), Tier.BRONZE, Tier.SILVER));
		Version lower = asset.versions().get(0);

		assertThat(patch(lower, "{\"rating\": 1}").status()).isEqualTo(409);
		run(this.assets.update(List.of(asset.deletedAt(Instant.now()))));
		assertThat(patch(asset.best(), "{\"rating\": 1}").status()).isEqualTo(409);
		assertThat(tags(asset.best(), "add", "a").status()).isEqualTo(409);
		assertThat(send("/api/photos/" + Ids.next(), "{}").status()).isEqualTo(404);
		assertThat(send("/api/photos/x", "{}").status()).isEqualTo(404);
		assertThat(this.http.post("/api/library/operations/" + Ids.next() + "/undo", Map.of()).status()).isEqualTo(404);
	}

	@Test
	void secondOfTwoPatchesWithSameEtagFails() {
		Version photo = photo();

		List<Integer> statuses = Flux.range(1, 2)
			.flatMap(
					(rating) -> Mono
						.fromSupplier(
								() -> Http.Answer.of(this.http.with("If-Match", "\"1\"")
									.send(HttpMethod.PATCH, "/api/photos/" + photo.id(), MediaType.APPLICATION_JSON,
											bytes("{\"rating\": " + rating + "}"))
									.result()).status())
						.subscribeOn(Schedulers.boundedElastic()),
					2)
			.collectSortedList()
			.block(LIMIT);

		assertThat(statuses).containsExactly(200, 412);
		assertThat(history(photo)).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1999-12-31T23:59:59.5", "1901-01-01T00:00:00", "2024-02-29T12:00:00.123" })
	void takenAtKeepsFractionsOfSeconds(String taken) {
		Version photo = photo();

		Http.Answer answer = patch(photo, "{\"taken_at\": \"" + taken + "\"}");

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("taken_at").stringValue()).isEqualTo(taken);
		assertThat(find(photo).takenAt()).isEqualTo(taken);
	}

	@Test
	void etagWithoutQuotesMatchesNothing() {
		Version photo = photo();

		assertThat(this.http.with("If-Match", "1")
			.send(HttpMethod.PATCH, "/api/photos/" + photo.id(), MediaType.APPLICATION_JSON, bytes("{\"rating\": 1}"))
			.status()).isEqualTo(412);
		assertThat(history(photo)).isEmpty();
	}

	@Test
	void tagsAreAddedRemovedAndReplaced() {
		Version photo = photo();
		String cat = "Cat " + this.mark;

		assertThat(texts(tags(photo, "add", cat, "b").json().path("keywords"))).containsExactly(cat, "b");
		assertThat(texts(tags(photo, "add", "c", cat.toUpperCase(Locale.ROOT)).json().path("keywords")))
			.containsExactly(cat, "b", "c");
		assertThat(count(cat)).isEqualTo(1);
		assertThat(texts(tags(photo, "remove", cat.toUpperCase(Locale.ROOT), "x").json().path("keywords")))
			.containsExactly("b", "c");
		assertThat(count(cat)).isZero();
		Version other = photo();
		assertThat(texts(tags(other, "replace", cat.toUpperCase(Locale.ROOT)).json().path("keywords")))
			.containsExactly(cat);
		assertThat(tags(other, "drop", "a").pointer()).isEqualTo("/action");
		assertThat(send("/api/photos/" + other.id() + "/tags", "{\"tags\": [], \"action\": null}").pointer())
			.isEqualTo("/action");
		assertThat(send("/api/photos/" + other.id() + "/tags", "{\"tags\": []}").pointer()).isEqualTo("/action");
		assertThat(send("/api/photos/" + other.id() + "/tags", "{\"action\": \"add\"}").pointer()).isEqualTo("/tags");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void patchesBesideBatchLoseNothing(boolean isKeyed) {
		List<Version> photos = IntStream.range(0, 12).mapToObj((i) -> photo()).toList();
		String ids = photos.stream().map((photo) -> "\"" + photo.id() + "\"").toList().toString();

		Flux<Integer> batches = Flux.range(0, 6)
			.flatMap((i) -> on("/api/photos/batch", HttpMethod.POST,
					"""
							{"operation": "add_tags", "photo_ids": %s, "params": {"tags": ["batch %d %s"]}}"""
						.formatted(ids, i, this.mark),
					isKeyed ? this.http.with("Idempotency-Key", this.mark + i) : this.http), 3);
		Flux<Integer> patches = Flux.fromIterable(photos)
			.flatMap((photo) -> on("/api/photos/" + photo.id() + "/tags", HttpMethod.PATCH, """
					{"tags": ["own %s"], "action": "add"}""".formatted(this.mark), this.http), 3);
		List<Integer> statuses = Flux.merge(batches, patches).collectList().block(LIMIT);

		assertThat(new HashSet<>(Objects.requireNonNull(statuses))).containsExactly(200);
		photos.forEach((photo) -> assertThat(find(photo).keywords()).hasSize(7));
		assertThat(count("own " + this.mark)).isEqualTo(12);
		assertThat(count("batch 5 " + this.mark)).isEqualTo(12);
	}

	@Test
	void editOfGoldPhotoMarksFileAsStale() {
		Asset made = TestAssets.of("g", List.of(), Tier.GOLD);
		Asset gold = insert(new Asset(made.id(), "g", null, null, made.createdAt(),
				List.of(made.best().toBuilder().embedded(true).build())));

		assertThat(patch(gold.best(), "{\"is_reviewed\": true}").json().path("embedded").booleanValue()).isTrue();
		assertThat(patch(gold.best(), "{\"rating\": 2}").json().path("embedded").booleanValue()).isFalse();
	}

	private static Mono<Integer> on(String path, HttpMethod method, String body, Http http) {
		return Mono.fromSupplier(() -> http.send(method, path, MediaType.APPLICATION_JSON, bytes(body)).status())
			.subscribeOn(Schedulers.boundedElastic());
	}

	private Http.Answer patch(Version photo, String body) {
		return send("/api/photos/" + photo.id(), body);
	}

	private Http.Answer tags(Version photo, String action, String... tags) {
		return send("/api/photos/" + photo.id() + "/tags",
				Json.MAPPER.writeValueAsString(Map.of("tags", List.of(tags), "action", action)));
	}

	private Http.Answer send(String path, String body) {
		return this.http.send(HttpMethod.PATCH, path, MediaType.APPLICATION_JSON, bytes(body));
	}

	private static byte[] bytes(String body) {
		return body.getBytes(StandardCharsets.UTF_8);
	}

	private JsonNode undo(String operation) {
		Http.Answer answer = this.http.post("/api/library/operations/" + operation + "/undo", Map.of());
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.json();
	}

	private Version photo() {
		return insert(TestAssets.of("p.jpg", List.of(), Tier.BRONZE)).best();
	}

	private Asset insert(Asset asset) {
		run(this.assets.insert(List.of(asset)));
		return asset;
	}

	private Version find(Version photo) {
		Asset found = this.assets.find(List.of(photo.assetId())).blockLast(LIMIT);
		return Objects.requireNonNull(found).best();
	}

	private List<String> history(Version photo) {
		return Objects.requireNonNull(this.statements
			.sql("SELECT action FROM asset_history WHERE media_asset_id = :id AND details IS NULL ORDER BY id")
			.bind("id", photo.assetId())
			.<String>all((row) -> Objects.requireNonNull(row.get(0, String.class)))
			.collectList()
			.block(LIMIT));
	}

	private int count(String tag) {
		return Objects
			.requireNonNull(this.statements.sql("SELECT usage_count FROM global_tag_library WHERE tag_key = :tag_key")
				.bind("tag_key", Tags.key(tag))
				.value(Integer.class)
				.block(LIMIT));
	}

	private static List<String> texts(JsonNode array) {
		return new ArrayList<>(StreamSupport.stream(array.spliterator(), false).map(JsonNode::stringValue).toList());
	}

	private void run(Mono<Void> work) {
		this.transactions.run(work).block(LIMIT);
	}

}
