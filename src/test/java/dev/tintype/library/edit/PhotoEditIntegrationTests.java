package dev.tintype.library.edit;

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
import dev.tintype.library.version.TestAssets;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import dev.tintype.support.Ids;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
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

	private final TestEdits edits;

	/** Part of every tag of a test, so that no other test counts it. */
	private final String mark = UUID.randomUUID().toString();

	PhotoEditIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets,
			@Autowired Statements statements, @Autowired Transactions transactions) {
		this.http = new Http(client);
		this.edits = new TestEdits(this.http, assets, statements, transactions);
	}

	@Test
	void patchChangesAllFieldsAndUndoResetsThem() {
		Version photo = this.edits.photo();

		Http.Answer answer = this.edits.patch(photo, """
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
		assertThat(this.edits.history(photo)).containsExactly("METADATA_UPDATED", "AI_PROCESSED");

		JsonNode undone = this.edits.undo(json.path("operation_id").stringValue());

		assertThat(undone.toString()).isEqualTo("{\"restored\":1,\"skipped\":0}");
		Version restored = this.edits.find(photo);
		assertThat(restored.toBuilder().metadata(null).build()).usingRecursiveComparison()
			.ignoringFields("revision", "updatedAt")
			.isEqualTo(photo);
		assertThat(this.edits.undo(json.path("operation_id").stringValue()).toString())
			.isEqualTo("{\"restored\":0,\"skipped\":1}");
	}

	@Test
	void patchWithoutChangeWritesNothing() {
		Version photo = this.edits.photo();

		Http.Answer answer = this.edits.patch(photo,
				"{\"rating\": 0, \"location\": null, \"unknown\": 1, \"keywords\": []}");

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("operation_id").isNull()).isTrue();
		assertThat(answer.header("ETag")).isEqualTo("\"1\"");
		assertThat(this.edits.history(photo)).isEmpty();
	}

	@Test
	void undoKeepsFieldsThatHaveChangedSince() {
		Version photo = this.edits.photo();
		String operation = this.edits.patch(photo, "{\"rating\": 5, \"location\": \"A\"}")
			.json()
			.path("operation_id")
			.stringValue();
		this.edits.patch(photo, "{\"location\": \"B\"}");

		assertThat(this.edits.undo(operation).path("restored").intValue()).isEqualTo(1);

		assertThat(this.edits.find(photo).rating()).isZero();
		assertThat(this.edits.find(photo).location()).isEqualTo("B");
	}

	@Test
	void modelMetadataIsMergedByKey() {
		Version photo = this.edits.photo();
		this.edits.patch(photo, "{\"metadata\": {\"ai\": {\"a\": 1, \"b\": {\"c\": 2}}}}");

		JsonNode ai = this.edits
			.patch(photo,
					"{\"metadata\": {\"ai\": {\"a\": null, \"b\": 3, \"gpsCoordinates\": "
							+ "{\"latitude\": 1.5, \"longitude\": 2.5}}}}")
			.json()
			.at("/metadata/ai");

		assertThat(ai.has("a")).isFalse();
		assertThat(ai.path("b").intValue()).isEqualTo(3);
		assertThat(this.edits.history(photo)).containsExactly("AI_PROCESSED", "METADATA_UPDATED", "AI_PROCESSED");
		assertThat(this.edits.find(photo).latitude()).isEqualTo(1.5);
		assertThat(this.edits.patch(photo, "{\"latitude\": 3, \"longitude\": 4}").json().path("latitude").doubleValue())
			.isEqualTo(3);
		assertThat(this.edits.patch(photo, "{\"latitude\": null, \"longitude\": null}")
			.json()
			.path("latitude")
			.doubleValue()).isEqualTo(1.5);
	}

	@Test
	void lowerVersionAndTrashAreRefused() {
		Asset asset = this.edits.insert(TestAssets.of("a", List.of(), Tier.BRONZE, Tier.SILVER));
		Version lower = asset.versions().get(0);

		assertThat(this.edits.patch(lower, "{\"rating\": 1}").status()).isEqualTo(409);
		this.edits.run(this.edits.assets().update(List.of(asset.deletedAt(Instant.now()))));
		assertThat(this.edits.patch(asset.best(), "{\"rating\": 1}").status()).isEqualTo(409);
		assertThat(this.edits.tags(asset.best(), "add", "a").status()).isEqualTo(409);
		assertThat(this.edits.send("/api/photos/" + Ids.next(), "{}").status()).isEqualTo(404);
		assertThat(this.edits.send("/api/photos/x", "{}").status()).isEqualTo(404);
		assertThat(this.http.post("/api/library/operations/" + Ids.next() + "/undo", Map.of()).status()).isEqualTo(404);
	}

	@Test
	void secondOfTwoPatchesWithSameEtagFails() {
		Version photo = this.edits.photo();

		List<Integer> statuses = Flux.range(1, 2)
			.flatMap((rating) -> TestEdits.on("/api/photos/" + photo.id(), HttpMethod.PATCH,
					"{\"rating\": " + rating + "}", this.http.with("If-Match", "\"1\"")), 2)
			.collectSortedList()
			.block(LIMIT);

		assertThat(statuses).containsExactly(200, 412);
		assertThat(this.edits.history(photo)).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1999-12-31T23:59:59.5", "1901-01-01T00:00:00", "2024-02-29T12:00:00.123" })
	void takenAtKeepsFractionsOfSeconds(String taken) {
		Version photo = this.edits.photo();

		Http.Answer answer = this.edits.patch(photo, "{\"taken_at\": \"" + taken + "\"}");

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("taken_at").stringValue()).isEqualTo(taken);
		assertThat(this.edits.find(photo).takenAt()).isEqualTo(taken);
	}

	@Test
	void etagWithoutQuotesMatchesNothing() {
		Version photo = this.edits.photo();

		assertThat(this.http.with("If-Match", "1")
			.send(HttpMethod.PATCH, "/api/photos/" + photo.id(), MediaType.APPLICATION_JSON,
					TestEdits.bytes("{\"rating\": 1}"))
			.status()).isEqualTo(412);
		assertThat(this.edits.history(photo)).isEmpty();
	}

	@Test
	void tagsAreAddedRemovedAndReplaced() {
		Version photo = this.edits.photo();
		String cat = "Cat " + this.mark;

		assertThat(texts(this.edits.tags(photo, "add", cat, "b").json().path("keywords"))).containsExactly(cat, "b");
		assertThat(texts(this.edits.tags(photo, "add", "c", cat.toUpperCase(Locale.ROOT)).json().path("keywords")))
			.containsExactly(cat, "b", "c");
		assertThat(this.edits.count(cat)).isEqualTo(1);
		assertThat(texts(this.edits.tags(photo, "remove", cat.toUpperCase(Locale.ROOT), "x").json().path("keywords")))
			.containsExactly("b", "c");
		assertThat(this.edits.count(cat)).isZero();
		Version other = this.edits.photo();
		assertThat(texts(this.edits.tags(other, "replace", cat.toUpperCase(Locale.ROOT)).json().path("keywords")))
			.containsExactly(cat);
		assertThat(this.edits.tags(other, "drop", "a").pointer()).isEqualTo("/action");
		assertThat(this.edits.send("/api/photos/" + other.id() + "/tags", "{\"tags\": [], \"action\": null}").pointer())
			.isEqualTo("/action");
		assertThat(this.edits.send("/api/photos/" + other.id() + "/tags", "{\"tags\": []}").pointer())
			.isEqualTo("/action");
		assertThat(this.edits.send("/api/photos/" + other.id() + "/tags", "{\"action\": \"add\"}").pointer())
			.isEqualTo("/tags");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void patchesBesideBatchLoseNothing(boolean isKeyed) {
		List<Version> photos = IntStream.range(0, 12).mapToObj((i) -> this.edits.photo()).toList();
		String ids = photos.stream().map((photo) -> "\"" + photo.id() + "\"").toList().toString();

		Flux<Integer> batches = Flux.range(0, 6)
			.flatMap((i) -> TestEdits.on("/api/photos/batch", HttpMethod.POST,
					"""
							{"operation": "add_tags", "photo_ids": %s, "params": {"tags": ["batch %d %s"]}}"""
						.formatted(ids, i, this.mark),
					isKeyed ? this.http.with("Idempotency-Key", this.mark + i) : this.http), 3);
		Flux<Integer> patches = Flux.fromIterable(photos)
			.flatMap((photo) -> TestEdits.on("/api/photos/" + photo.id() + "/tags", HttpMethod.PATCH, """
					{"tags": ["own %s"], "action": "add"}""".formatted(this.mark), this.http), 3);
		List<Integer> statuses = Flux.merge(batches, patches).collectList().block(LIMIT);

		assertThat(new HashSet<>(Objects.requireNonNull(statuses))).containsExactly(200);
		photos.forEach((photo) -> assertThat(this.edits.find(photo).keywords()).hasSize(7));
		assertThat(this.edits.count("own " + this.mark)).isEqualTo(12);
		assertThat(this.edits.count("batch 5 " + this.mark)).isEqualTo(12);
	}

	@Test
	void editOfGoldPhotoMarksFileAsStale() {
		Asset made = TestAssets.of("g", List.of(), Tier.GOLD);
		Asset gold = this.edits.insert(new Asset(made.id(), "g", null, null, made.createdAt(),
				List.of(made.best().toBuilder().embedded(true).build())));

		assertThat(this.edits.patch(gold.best(), "{\"is_reviewed\": true}").json().path("embedded").booleanValue())
			.isTrue();
		assertThat(this.edits.patch(gold.best(), "{\"rating\": 2}").json().path("embedded").booleanValue()).isFalse();
	}

	private static List<String> texts(JsonNode array) {
		return new ArrayList<>(StreamSupport.stream(array.spliterator(), false).map(JsonNode::stringValue).toList());
	}

}
