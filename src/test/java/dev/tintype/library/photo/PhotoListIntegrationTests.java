package dev.tintype.library.photo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

import dev.tintype.data.sql.Transactions;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.ProcessingState;
import dev.tintype.library.version.TestAssets;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import dev.tintype.library.version.VersionBuilder;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class PhotoListIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private final Http http;

	private final Assets assets;

	private final Transactions transactions;

	/** A keyword of all photos of a test, so that it lists no photo of another test. */
	private final String mark = UUID.randomUUID().toString();

	PhotoListIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets,
			@Autowired Transactions transactions) {
		this.http = new Http(client);
		this.assets = assets;
		this.transactions = transactions;
	}

	@ParameterizedTest
	@CsvSource({ "created, abcde", "-created, edcba", "rating, abced", "-rating, decba", "size, ecdba", "-size, abdce",
			"taken, cabde", "-taken, baced", "name, ecdab", "-name, badce" })
	void pagesAndStreamHaveSameOrder(String sort, String expected) {
		photo("a", (photo) -> photo.rating(0).fileSize(9).taken(LocalDateTime.parse("2024-07-04T10:00:00"), "exif"));
		photo("b", (photo) -> photo.rating(0).fileSize(8).taken(LocalDateTime.parse("2024-07-05T10:00:00"), "exif"));
		photo("C", (photo) -> photo.rating(1).fileSize(5).taken(LocalDateTime.parse("2023-01-01T00:00:00"), "exif"));
		photo("D", (photo) -> photo.rating(5).fileSize(5));
		photo("B", (photo) -> photo.rating(1).fileSize(1));

		List<String> walked = walk("/api/photos?keywords=" + this.mark + "&per_page=2&sort=" + sort);
		List<String> streamed = names(this.http.with("Accept", "application/x-ndjson")
			.get("/api/photos?keywords=" + this.mark + "&sort=" + sort)
			.lines());

		assertThat(walked).isEqualTo(streamed).doesNotHaveDuplicates();
		assertThat(String.join("", walked)).isEqualTo(expected.replace('c', 'C').replace('d', 'D').replace('e', 'B'));
	}

	@Test
	void listHasBestPhotosOfLiveAssetsThatAreNotRejected() {
		Asset asset = photo("best", (photo) -> photo, Tier.BRONZE, Tier.SILVER);
		photo("rejected", (photo) -> photo.state(ProcessingState.REJECTED));
		Asset trashed = photo("trashed", (photo) -> photo);
		run(this.assets.update(List.of(trashed.deletedAt(Instant.now()))));

		assertThat(list("")).containsExactly("best");
		assertThat(list("&state=all")).containsExactlyInAnyOrder("best", "rejected");
		assertThat(list("&state=rejected")).containsExactly("rejected");
		assertThat(list("&state=promoted")).isEmpty();
		assertThat(list("&all_versions=true")).containsExactly("best", "best");
		assertThat(list("&all_versions=true&state=all")).hasSize(3);
		assertThat(list("&tier=silver")).containsExactly("best");
		assertThat(list("&unprocessed=true")).isEmpty();
		assertThat(first("").path("id").stringValue()).isEqualTo(asset.best().id().toString());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "taken=2024 | true", "taken=2023 | false", "taken=2024-07 | true",
			"taken=2024-07-04 | true", "taken=2024-07-05 | false", "on_day=07-04 | true", "on_day=07-05 | false",
			"taken_from=2024-07-04T10:11:12 | true", "taken_from=2024-07-04T10:11:13 | false",
			"taken_to=2024-07-04 | true", "taken_to=2024-07-04T10:11:12 | true",
			"taken_to=2024-07-04T10:11:12.344 | false", "taken_to=2024-07-04T10:11:11 | false", "rating_min=4 | true",
			"rating_min=5 | false", "rating_max=3 | false", "query=fuji | true", "query=\u00FCberblick | true",
			"query=nope | false", "keywords=travel | true", "keywords=TRAVEL/japan | true", "keywords=trav | false",
			"keywords=travel/japan/x | false", "event_type=birthday&event_type=holiday | true",
			"event_type=birthday | false", "mime_type=image/jpeg | true", "mime_type=image/png | false",
			"event_name=YEAR'S | true", "location=fuji | true", "location=_uji | false", "camera=CAN | true",
			"lens=35 | false", "has_gps=true | true", "has_gps=false | false", "has_faces=false | true",
			"has_faces=true | false", "is_reviewed=true | true", "is_reviewed=false | false", "image_id=x | false",
			"filter=rating = 4 AND camera = Canon | true", "filter=taken_at = 2024-07-04 | true",
			"filter=taken_at > '2024-07-04T10:11:13Z' | false", "filter=keywords CONTAINS travel/JAPAN | true",
			"filter=keywords IN [Travel/Japan] | true", "filter=keywords CONTAINS travel | false",
			"filter=ai_tags CONTAINS 'A \"b' | true", "filter=ai_tags CONTAINS x | false",
			"filter=NOT ai_tags CONTAINS x | true", "filter=people CONTAINS x | false",
			"filter=collections EXISTS | false", "filter=face_count = 0 | true", "filter=has_gps = true | true",
			"filter=tier = gold | true", "filter=original_filename STARTS WITH fu | true",
			"filter=is_reviewed = false | false", "filter=file_size > 1 | true", "filter=event_type EXISTS | true",
			"filter=mime_type IN [image/png] | false", "filter=location MATCHES '^Fuji' | true",
			"filter=event_name = 'New Year' | false", "filter=lens = 50mm | true",
			"filter=created_at > now-1h | true" })
	void filterSelectsPhoto(String filter, boolean selected) {
		full("full");

		assertThat(list("&" + filter)).isEqualTo(selected ? List.of("full") : List.of());
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "taken_from=0001-01-01", "taken_to=9999-12-31", "taken_from=0001-01-01&taken_to=9999-12-31" })
	void photoWithoutDateIsInNoPeriod(String period) {
		photo("dated", (photo) -> photo.taken(LocalDateTime.parse("2024-07-04T10:00:00"), "exif"));
		photo("undated", (photo) -> photo);

		assertThat(list("&" + period)).containsExactly("dated");
	}

	@ParameterizedTest
	@ValueSource(strings = { "taken=2024-13", "taken=24", "on_day=7-4", "on_day=02-30", "taken_from=2024",
			"taken_to=2024-07-04T10:11:12Z", "rating_min=6", "tier=platinum", "state=x", "has_gps=yes", "sort=x",
			"all_versions=1", "include=x", "filter=widht = 1", "unprocessed=1", "has_faces=1", "is_reviewed=x",
			"rating_min=-1", "rating_max=3.5", "rating_max=x", "on_day=13-01", "taken=2024-02-30", "taken=0000",
			"taken_from=2024-07-04T25:00:00", "taken_to=x", "kewords=x" })
	void invalidParameterIsRefused(String parameter) {
		Http.Answer answer = this.http.get("/api/photos?" + parameter);

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo(parameter.substring(0, parameter.indexOf('=')));
	}

	@ParameterizedTest
	@ValueSource(strings = { "query", "keywords", "event_type", "mime_type", "event_name", "location", "camera", "lens",
			"image_id" })
	void textThatIsTooLongOrHasNulIsRefused(String parameter) {
		for (String text : List.of("x".repeat(501), "a\0b")) {
			Http.Answer answer = this.http.get("/api/photos?" + parameter + "={text}", text);

			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.pointer()).isEqualTo(parameter);
		}
	}

	@Test
	void cursorOfOtherRepeatedKeywordIsRefused() {
		photo("a", (photo) -> photo);
		photo("b", (photo) -> photo);
		String url = "/api/photos?per_page=1&keywords=" + this.mark;

		String next = this.http.get(url).json().path("next").stringValue();

		assertThat(this.http.get(url + "&after=" + next).status()).isEqualTo(200);
		assertThat(this.http.get(url + "&keywords=x&after=" + next).status()).isEqualTo(400);
	}

	@Test
	void photoHasAllColumns() {
		Asset asset = full("full");

		JsonNode listed = first("");
		Http.Answer answer = this.http.get("/api/photos/" + asset.best().id());

		assertThat(listed.has("metadata")).isFalse();
		assertThat(first("&include=metadata").at("/metadata/ai/longDescription").asString()).startsWith("Der");
		JsonNode photo = answer.json();
		assertThat(photo.path("asset_id").stringValue()).isEqualTo(asset.id().toString());
		assertThat(photo.path("taken_at").stringValue()).isEqualTo("2024-07-04T10:11:12.345");
		assertThat(photo.path("tiers").toString()).isEqualTo("[\"gold\"]");
		assertThat(photo.path("perceptual_hash").stringValue()).isEqualTo("0" + "1".repeat(63));
		assertThat(photo.path("keywords").toString()).contains("Travel/Japan");
		assertThat(photo.path("embedded").booleanValue()).isFalse();
		assertThat(photo.path("face_count").intValue()).isZero();
		assertThat(photo.path("file_name").stringValue()).isEqualTo("full");
		assertThat(photo.path("thumbnail_url").stringValue()).endsWith("/thumbnail");
		assertThat(photo.path("created_at").stringValue()).endsWith("Z");
		assertThat(photo.has("revision")).isFalse();
		assertThat(answer.header("ETag")).isEqualTo("\"1\"");
		assertThat(this.http.with("If-None-Match", "\"1\"").get("/api/photos/" + asset.best().id()).status())
			.isEqualTo(304);
		assertThat(this.http.get("/api/photos/" + UUID.randomUUID()).status()).isEqualTo(404);
		assertThat(this.http.get("/api/photos/x").status()).isEqualTo(404);
	}

	@Test
	void fieldsAreDescribed() {
		JsonNode fields = this.http.get("/api/filters/photos").json().path("fields");

		assertThat(StreamSupport.stream(fields.spliterator(), false).map((field) -> field.path("name").stringValue()))
			.containsExactlyInAnyOrder("rating", "file_size", "face_count", "taken_at", "created_at", "keywords",
					"ai_tags", "people", "collections", "event_type", "event_name", "tier", "location", "mime_type",
					"camera", "lens", "original_filename", "is_reviewed", "has_gps");
	}

	private Asset full(String name) {
		Asset made = TestAssets.of(name, List.of(this.mark, "Travel/Japan"), Tier.GOLD);
		Version version = TestAssets.full(made.best()).toBuilder().metadata(Json.MAPPER.readTree("""
				{"ai": {"longDescription": "Der \u00DCBERblick", "aiTags": ["Cat", "a \\"b"]}}""")).build();
		return insert(new Asset(made.id(), name, null, null, made.createdAt(), List.of(version)));
	}

	private Asset photo(String name, UnaryOperator<VersionBuilder> change, Tier... tiers) {
		Asset made = TestAssets.of(name, List.of(this.mark), (tiers.length > 0) ? tiers : new Tier[] { Tier.BRONZE });
		return insert(new Asset(made.id(), name, null, null, made.createdAt(),
				made.versions().stream().map((version) -> change.apply(version.toBuilder()).build()).toList()));
	}

	private Asset insert(Asset asset) {
		run(this.assets.insert(List.of(asset)));
		return asset;
	}

	private List<String> list(String parameters) {
		Http.Answer answer = this.http.get("/api/photos?keywords=" + this.mark + parameters);
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		List<String> names = names(answer.json().path("items"));
		assertThat(answer.json().path("total").intValue()).isEqualTo(names.size());
		return names;
	}

	private JsonNode first(String parameters) {
		return this.http.get("/api/photos?keywords=" + this.mark + parameters).json().at("/items/0");
	}

	private List<String> walk(String url) {
		List<String> names = new ArrayList<>();
		JsonNode page = this.http.get(url).json();
		names.addAll(names(page.path("items")));
		while (page.path("next").isString()) {
			page = this.http.get(url + "&after=" + page.path("next").stringValue()).json();
			names.addAll(names(page.path("items")));
		}
		return names;
	}

	private static List<String> names(Iterable<JsonNode> photos) {
		return StreamSupport.stream(photos.spliterator(), false)
			.map((photo) -> photo.path("original_filename").stringValue())
			.toList();
	}

	private void run(Mono<Void> work) {
		this.transactions.run(work).block(LIMIT);
	}

}
