package dev.tintype.library.search;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

import dev.tintype.data.sql.Snapshots;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.TestAssets;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.VersionBuilder;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class PhotoSearchIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private static final String HASH = "0".repeat(60) + "1111";

	private final Http http;

	private final Assets assets;

	private final Transactions transactions;

	/** A keyword of all photos of a test, so that it finds no photo of another test. */
	private final String mark = UUID.randomUUID().toString();

	PhotoSearchIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets,
			@Autowired Transactions transactions) {
		this.http = new Http(client);
		this.assets = assets;
		this.transactions = transactions;
	}

	@Test
	void pageHasFacetsOfWholeResult() {
		photo("a", (photo) -> photo.rating(4).camera("Z").taken(LocalDateTime.parse("2024-07-04T10:00:00"), "exif"));
		photo("b", (photo) -> photo.rating(4).camera("A"));
		photo("c", (photo) -> photo.rating(1).taken(LocalDateTime.parse("2023-01-01T00:00:00"), "exif"));

		JsonNode page = search("\"sort\": {\"field\": \"original_filename\"}, \"per_page\": 2");

		assertThat(names(page.path("items"))).containsExactly("a", "b");
		assertThat(page.path("total").intValue()).isEqualTo(3);
		assertThat(page.path("pages").intValue()).isEqualTo(2);
		assertThat(page.path("facets")).isEqualTo(Json.MAPPER.readTree(
				"""
						{"tiers": [{"value": "bronze", "count": 3}], "ratings": [{"value": 4, "count": 2}, {"value": 1, "count": 1}],
						 "event_types": [], "cameras": [{"value": "A", "count": 1}, {"value": "Z", "count": 1}],
						 "mime_types": [{"value": "image/jpeg", "count": 3}], "keywords": [{"value": "%s", "count": 3}],
						 "years": [{"value": 2023, "count": 1}, {"value": 2024, "count": 1}], "people": []}"""
					.formatted(this.mark)));
	}

	@Test
	void cursorAndStreamContinueInSameOrder() {
		photo("a", (photo) -> photo.eventName("Party"));
		photo("b", (photo) -> photo);
		photo("c", (photo) -> photo.eventName("\u00C4rger"));
		String sort = "\"sort\": {\"field\": \"event_name\", \"direction\": \"desc\"}";

		JsonNode first = search(sort + ", \"per_page\": 2");
		JsonNode next = search(sort + ", \"per_page\": 2, \"after\": \"" + first.path("next").stringValue() + "\"");
		Http.Answer stream = send(this.http.with("Accept", "application/x-ndjson"), "/api/photos/search?limit=3",
				body(sort));

		assertThat(names(first.path("items"))).containsExactly("c", "a");
		assertThat(names(next.path("items"))).containsExactly("b");
		assertThat(next.path("total").isNull()).isTrue();
		assertThat(next.path("facets").isNull()).isTrue();
		assertThat(names(stream.lines())).containsExactly("c", "a", "b");
		assertThat(post("{\"filters\": {}, " + sort + ", \"after\": \"" + first.path("next").stringValue() + "\"}")
			.status()).isEqualTo(400);
	}

	@Test
	void similarPhotosAreSortedBySimilarity() {
		Asset same = photo("same", (photo) -> photo.phash(15L));
		photo("near", (photo) -> photo.phash(14L));
		photo("far", (photo) -> photo.phash(-1L >>> 1));
		photo("flat", (photo) -> photo);

		assertThat(names(search("\"sort\": {\"field\": \"similarity\"}", "\"similar\": {\"hash\": \"" + HASH + "\"}")
			.path("items"))).containsExactly("same", "near");
		assertThat(names(search("\"sort\": {\"field\": \"similarity\", \"direction\": \"asc\"}",
				"\"similar\": {\"photo_id\": \"" + same.best().id() + "\", \"threshold\": 100}")
			.path("items"))).containsExactly("same");
		assertThat(names(this.http
			.get("/api/photos?keywords=" + this.mark + "&similar_hash=" + HASH + "&similar_threshold=98&sort=name")
			.json()
			.path("items"))).containsExactly("near", "same");
		assertThat(post("{\"filters\": {\"similar\": {\"photo_id\": \"" + UUID.randomUUID() + "\"}}}").status())
			.isEqualTo(404);
		assertThat(this.http.get("/api/photos?similar_photo_id=x").status()).isEqualTo(404);
	}

	@Test
	void photoWithoutHashIsSimilarToNothing() {
		Asset flat = photo("flat", (photo) -> photo);

		assertThat(search("\"sort\": {\"field\": \"similarity\"}",
				"\"similar\": {\"photo_id\": \"" + flat.best().id() + "\"}")
			.path("total")
			.intValue()).isZero();
	}

	@Test
	void circleFindsPhotosAcrossDateLine() {
		photo("fiji", (photo) -> photo.coordinates(-17.0, -179.95, "exif"));
		photo("home", (photo) -> photo.coordinates(47.0, 8.0, "exif"));

		assertThat(
				names(search("\"page\": 1", "\"near\": {\"latitude\": -17, \"longitude\": 179.95, \"radius\": 20000}")
					.path("items")))
			.containsExactly("fiji");
		assertThat(names(
				this.http.get("/api/photos?near_latitude=47.01&near_longitude=8&near_radius=1200&keywords=" + this.mark)
					.json()
					.path("items")))
			.containsExactly("home");
	}

	@Test
	void timelineCountsBucketsAndUndatedPhotos() {
		photo("a", (photo) -> photo.taken(LocalDateTime.parse("2024-07-04T10:00:00"), "exif"));
		Asset newest = photo("b", (photo) -> photo.taken(LocalDateTime.parse("2024-07-31T23:59:59.999"), "exif"));
		photo("c", (photo) -> photo.taken(LocalDateTime.parse("2023-12-31T00:00:00"), "exif"));
		photo("d", (photo) -> photo);

		JsonNode months = this.http.get("/api/photos/timeline?keywords=" + this.mark).json();
		JsonNode days = this.http.get("/api/photos/timeline?by=day&rating_min=0&keywords=" + this.mark).json();

		assertThat(months.path("total").intValue()).isEqualTo(4);
		assertThat(months.path("undated").intValue()).isEqualTo(1);
		assertThat(texts(months.path("items"), "bucket")).containsExactly("2024-07", "2023-12");
		assertThat(months.at("/items/0/count").intValue()).isEqualTo(2);
		assertThat(months.at("/items/0/photo_id").stringValue()).isEqualTo(newest.best().id().toString());
		assertThat(texts(days.path("items"), "bucket")).containsExactly("2024-07-31", "2024-07-04", "2023-12-31");
		assertThat(texts(this.http.get("/api/photos/timeline?by=year&keywords=" + this.mark).json().path("items"),
				"bucket"))
			.containsExactly("2024", "2023");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "{\"filters\": {\"widht\": 1}} | /filters/widht",
			"{\"filters\": {\"query\": 1}} | /filters/query", "{\"filters\": {\"tier\": \"x\"}} | /filters/tier",
			"{\"filters\": {\"state\": 1}} | /filters/state", "{\"filters\": {\"rating\": 3}} | /filters/rating",
			"{\"filters\": {\"rating\": {\"min\": 6}}} | /filters/rating/min",
			"{\"filters\": {\"rating\": {\"maks\": 1}}} | /filters/rating/maks",
			"{\"filters\": {\"date_range\": {\"to\": \"2024-13\"}}} | /filters/date_range/to",
			"{\"filters\": {\"keywords\": \"a\"}} | /filters/keywords",
			"{\"filters\": {\"keywords\": [\"a\", 1]}} | /filters/keywords/1",
			"{\"filters\": {\"event_type\": [\"\"]}} | /filters/event_type/0",
			"{\"filters\": {\"people_ids\": [1]}} | /filters/people_ids/0",
			"{\"filters\": {\"collections\": {}}} | /filters/collections",
			"{\"filters\": {\"has_gps\": \"yes\"}} | /filters/has_gps",
			"{\"filters\": {\"near\": {\"latitude\": 91, \"longitude\": 1, \"radius\": 1}}} | /filters/near/latitude",
			"{\"filters\": {\"near\": {\"latitude\": 1, \"longitude\": 1}}} | /filters/near/radius",
			"{\"filters\": {\"near\": {\"latitude\": 1, \"longitude\": \"1\", \"radius\": 1}}} | /filters/near/longitude",
			"{\"filters\": {\"similar\": {\"hash\": \"012\"}}} | /filters/similar/hash",
			"{\"filters\": {\"similar\": {\"photo_id\": 1}}} | /filters/similar/photo_id",
			"{\"filters\": {\"similar\": {}}} | /filters/similar/photo_id",
			"{\"filters\": {\"similar\": {\"photo_id\": \"x\", \"threshold\": 49}}} | /filters/similar/threshold",
			"{\"filters\": []} | /filters", "{\"filter\": \"widht = 1\"} | /filter",
			"{\"sort\": {\"field\": \"name\"}} | /sort/field", "{\"sort\": {}} | /sort/field",
			"{\"sort\": {\"field\": \"rating\", \"direction\": \"up\"}} | /sort/direction",
			"{\"sort\": {\"field\": \"similarity\"}} | /sort/field", "{\"page\": 0} | /page",
			"{\"per_page\": 501} | /per_page", "{\"count\": \"all\"} | /count" })
	void faultNamesField(String body, String pointer) {
		Http.Answer answer = post(body);

		assertThat(answer.status()).as(answer.text()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo(pointer);
	}

	@Test
	void everyFaultIsReportedWithClosestName() {
		Http.Answer answer = post("{\"filters\": {\"camra\": \"x\", \"tier\": 1}, \"page\": \"1\"}");

		assertThat(texts(answer.json().path("errors"), "pointer")).containsExactly("/filters/camra", "/filters/tier",
				"/page");
		assertThat(answer.json().at("/errors/0/detail").stringValue())
			.isEqualTo("is not a filter. Did you mean 'camera'?");
	}

	@ParameterizedTest
	@ValueSource(strings = { "near_latitude=1", "near_latitude=91&near_longitude=1&near_radius=1",
			"near_latitude=1e1&near_longitude=1&near_radius=1", "similar_hash=01", "similar_threshold=80",
			"similar_photo_id=x&similar_threshold=101", "by=week" })
	void invalidParameterIsRefused(String parameters) {
		Http.Answer answer = this.http.get("/api/photos/timeline?" + parameters);

		assertThat(answer.status()).as(answer.text()).isEqualTo(400);
	}

	@Test
	void batchTakesSameFilters() {
		photo("near", (photo) -> photo.coordinates(10.0, 10.0, "exif"));
		photo("far", (photo) -> photo.coordinates(20.0, 10.0, "exif"));

		JsonNode answer = send(this.http, "/api/photos/batch", """
				{"operation": "set_rating", "params": {"rating": 5},
				 "filters": {"keywords": ["%s"], "near": {"latitude": 10, "longitude": 10, "radius": 100}}}"""
			.formatted(this.mark)).json();

		assertThat(answer.path("changed").intValue()).isEqualTo(1);
		assertThat(names(search("\"page\": 1", "\"rating\": {\"min\": 5}").path("items"))).containsExactly("near");
	}

	@Test
	void statementsOfSnapshotSeeSameState(@Autowired Snapshots snapshots, @Autowired Statements statements) {
		Mono<Long> count = statements.sql("SELECT count(*) FROM photo_tags WHERE tag_key = :key")
			.bind("key", this.mark)
			.value(Long.class);

		List<Long> counts = snapshots
			.run(count.flatMap((before) -> Mono.fromCallable(() -> photo("new", (photo) -> photo))
				.subscribeOn(Schedulers.boundedElastic())
				.then(count)
				.map((after) -> List.of(before, after))))
			.block(LIMIT);

		assertThat(counts).containsExactly(0L, 0L);
		assertThat(count.block(LIMIT)).isEqualTo(1);
	}

	private Asset photo(String name, UnaryOperator<VersionBuilder> change) {
		Asset made = TestAssets.of(name, List.of(this.mark), Tier.BRONZE);
		Asset asset = new Asset(made.id(), name, null, null, made.createdAt(),
				made.versions().stream().map((version) -> change.apply(version.toBuilder()).build()).toList());
		this.transactions.run(this.assets.insert(List.of(asset))).block(LIMIT);
		return asset;
	}

	private JsonNode search(String more) {
		return search(more, "\"tier\": null");
	}

	private JsonNode search(String more, String filters) {
		Http.Answer answer = post(body(more, filters));
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.json();
	}

	private String body(String more) {
		return body(more, "\"tier\": null");
	}

	private String body(String more, String filters) {
		return "{\"filters\": {\"keywords\": [\"" + this.mark + "\"], " + filters + "}, " + more + "}";
	}

	private Http.Answer post(String body) {
		return send(this.http, "/api/photos/search", body);
	}

	private static Http.Answer send(Http http, String uri, String body) {
		return http.send(HttpMethod.POST, uri, MediaType.APPLICATION_JSON, body.getBytes(StandardCharsets.UTF_8));
	}

	private static List<String> names(Iterable<JsonNode> photos) {
		return texts(photos, "original_filename");
	}

	private static List<String> texts(Iterable<JsonNode> items, String field) {
		return StreamSupport.stream(items.spliterator(), false).map((item) -> item.path(field).stringValue()).toList();
	}

}
