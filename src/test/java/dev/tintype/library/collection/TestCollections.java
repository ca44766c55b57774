package dev.tintype.library.collection;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

import dev.tintype.data.sql.Transactions;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.TestAssets;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import dev.tintype.library.version.VersionBuilder;
import dev.tintype.testing.Http;
import dev.tintype.web.http.Json;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes photos and collections.
 */
final class TestCollections {

	static final String PATH = "/api/collections";

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private final Http http;

	private final Assets assets;

	private final Transactions transactions;

	TestCollections(Http http, Assets assets, Transactions transactions) {
		this.http = http;
		this.assets = assets;
		this.transactions = transactions;
	}

	Http.Answer send(HttpMethod method, String path, String body) {
		return this.http.send(method, path, MediaType.APPLICATION_JSON, body.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Creates a collection.
	 * @return its id
	 */
	String create(String name, String... more) {
		Http.Answer answer = send(HttpMethod.POST, PATH,
				"{\"name\": " + Json.MAPPER.writeValueAsString(name) + String.join("", more) + "}");
		assertThat(answer.status()).as(answer.text()).isEqualTo(201);
		return answer.json().path("id").stringValue();
	}

	String smart(String name, String... rules) {
		return create(name,
				", \"smart_rules\": {\"operator\": \"AND\", \"rules\": [" + String.join(", ", rules) + "]}");
	}

	static String rule(String field, String operator, String value) {
		return "{\"field\": \"%s\", \"operator\": \"%s\", \"value\": %s}".formatted(field, operator, value);
	}

	/** The rule that a photo is in a collection, by its id or name. */
	static String in(String collection) {
		return rule("collections", "contains", "\"" + collection + "\"");
	}

	static String group(String operator, String... rules) {
		return "{\"operator\": \"" + operator + "\", \"rules\": [" + String.join(", ", rules) + "]}";
	}

	/** The rule that a photo has a keyword. */
	static String marked(String keyword) {
		return rule("keywords", "contains", "\"" + keyword + "\"");
	}

	/**
	 * Makes a photo with a keyword.
	 * @param position of 1 to 5; the photos at 3 and 5 have four and five stars, others
	 * one
	 * @return its id
	 */
	String rated(int position, String keyword) {
		int stars = switch (position) {
			case 3 -> 4;
			case 5 -> 5;
			default -> 1;
		};
		return asset((version) -> version.rating(stars), List.of(keyword), Tier.BRONZE).best().id().toString();
	}

	JsonNode add(String collection, Object... photos) {
		Http.Answer answer = send(HttpMethod.POST, PATH + "/" + collection + "/photos", ids(photos));
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.json();
	}

	static String ids(Object... photos) {
		return Json.MAPPER
			.writeValueAsString(java.util.Map.of("photo_ids", List.of(photos).stream().map(Object::toString).toList()));
	}

	JsonNode find(String collection) {
		Http.Answer answer = this.http.get(PATH + "/" + collection);
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.json();
	}

	List<String> photos(String collection) {
		return ids(this.http.get(PATH + "/" + collection + "/photos?per_page=500").json());
	}

	static List<String> ids(JsonNode page) {
		return StreamSupport.stream(page.path("items").spliterator(), false)
			.map((item) -> item.path("id").stringValue())
			.toList();
	}

	Asset asset(UnaryOperator<VersionBuilder> fields, List<String> keywords, Tier... tiers) {
		Asset made = TestAssets.of("p.jpg", keywords, tiers);
		Asset asset = new Asset(made.id(), "p.jpg", null, null, made.createdAt(),
				made.versions().stream().map((version) -> fields.apply(version.toBuilder()).build()).toList());
		run(this.assets.insert(List.of(asset)));
		return asset;
	}

	Version photo(String... keywords) {
		return asset((version) -> version, List.of(keywords), Tier.BRONZE).best();
	}

	void trash(UUID asset, boolean isTrashed) {
		Asset found = Objects.requireNonNull(this.assets.find(List.of(asset)).blockLast(LIMIT));
		run(this.assets.update(List.of(found.deletedAt(isTrashed ? Instant.now() : null))));
	}

	void run(Mono<Void> work) {
		this.transactions.run(work).block(LIMIT);
	}

}
