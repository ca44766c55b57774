package dev.tintype.library.collection;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

import dev.tintype.data.sql.Transactions;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.ProcessingState;
import dev.tintype.library.version.Tier;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class NestedCollectionsIntegrationTests {

	private static final String RULE = "{\"field\": \"%s\", \"operator\": \"%s\", \"value\": %s}";

	private final Http http;

	private final TestCollections collections;

	/** A keyword of all photos of a test. */
	private final String mark = UUID.randomUUID().toString();

	NestedCollectionsIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets,
			@Autowired Transactions transactions) {
		this.http = new Http(client);
		this.collections = new TestCollections(this.http, assets, transactions);
	}

	@Test
	void collectionsAreExpandedByIdAndName() {
		String first = photo(1);
		String second = photo(2);
		String third = photo(3);
		String manual = this.collections.create("manual " + this.mark);
		this.collections.add(manual, first);
		String rated = smart("Rated " + this.mark, marked(), RULE.formatted("rating", "greater_than", "3"));
		String both = smart("both",
				RULE.formatted("collections", "in", "[\"MANUAL %1$s\", \"rated %1$s\"]".formatted(this.mark)));
		String outer = smart("outer", marked(),
				RULE.formatted("collections", "contains", "\"" + both + "\"").replace("}", ", \"not\": true}"));

		assertThat(this.collections.photos(rated)).containsExactly(third);
		assertThat(this.collections.photos(both)).containsExactly(third, first);
		assertThat(this.collections.photos(outer)).containsExactly(second);
		JsonNode listed = this.http.get("/api/collections?photo_id=" + second).json();
		assertThat(TestCollections.ids(listed)).containsExactly(outer);
	}

	@Test
	void filtersOfPhotosKnowSmartCollections() {
		String first = photo(1);
		String third = photo(3);
		String name = "Best of " + this.mark;
		String smart = smart(name, marked(), RULE.formatted("rating", "greater_than", "3"));
		this.collections.asset((version) -> version.rating(5).state(ProcessingState.REJECTED), List.of(this.mark),
				Tier.BRONZE);

		assertThat(listed("collections=" + smart)).containsExactly(third);
		assertThat(listed("filter=collections CONTAINS '" + name.toUpperCase(Locale.ROOT) + "'"))
			.containsExactly(third);
		assertThat(listed("filter=collections IN ['x', '" + name + "']&state=all")).containsExactly(third);
		assertThat(listed("filter=collections IN ['" + name.toUpperCase(Locale.ROOT) + "']")).isEmpty();
		assertThat(listed("filter=collections EXISTS")).containsExactly(third);
		assertThat(listed("filter=collections NOT CONTAINS '" + name + "'")).containsExactly(first);
		assertThat(TestCollections.ids(send("/api/photos/search",
				"{\"filters\": {\"collections\": [\"" + smart + "\"], \"keywords\": [\"" + this.mark + "\"]}}")
			.json())).containsExactly(third);
	}

	private List<String> listed(String query) {
		return TestCollections.ids(this.http.get("/api/photos?keywords=" + this.mark + "&" + query).json());
	}

	@Test
	void circleIsRefused() {
		String first = smart("a " + this.mark, marked());
		String second = smart("b", in(first));
		String third = smart("c", in(second));

		for (String target : List.of(first, second, third, "A " + this.mark)) {
			Http.Answer answer = patch(first, in(target));
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.pointer()).isEqualTo("/smart_rules");
		}
		String named = smart("d", in("e " + this.mark));
		assertThat(patchName(named, "e " + this.mark).pointer()).isEqualTo("/name");
		assertThat(this.collections
			.send(HttpMethod.POST, TestCollections.PATH,
					"{\"name\": \"e %s\", \"smart_rules\": %s}".formatted(this.mark, group("OR", in(named))))
			.status()).isEqualTo(400);
		assertThat(patch(second, marked()).status()).isEqualTo(200);
		assertThat(patch(first, in(third)).status()).isEqualTo(200);
	}

	@Test
	void concurrentSavesMakeNoCircle() {
		for (int round = 0; round < 8; round++) {
			String first = smart("1", marked());
			String second = smart("2", marked());

			List<Integer> statuses = Flux.merge(on(first, in(second)), on(second, in(first)))
				.collectList()
				.block(java.time.Duration.ofSeconds(60));

			assertThat(statuses).containsExactlyInAnyOrder(200, 400);
		}
	}

	private Mono<Integer> on(String id, String rule) {
		return Mono.fromSupplier(() -> patch(id, rule).status()).subscribeOn(Callers.SCHEDULER);
	}

	private static int stars(int rating) {
		return switch (rating) {
			case 3 -> 4;
			case 5 -> 5;
			default -> 1;
		};
	}

	private String photo(int rating) {
		return this.collections.asset((version) -> version.rating(stars(rating)), List.of(this.mark), Tier.BRONZE)
			.best()
			.id()
			.toString();
	}

	private String marked() {
		return RULE.formatted("keywords", "contains", "\"" + this.mark + "\"");
	}

	private static String in(String collection) {
		return RULE.formatted("collections", "contains", "\"" + collection + "\"");
	}

	private static String group(String operator, String... rules) {
		return "{\"operator\": \"" + operator + "\", \"rules\": [" + String.join(", ", rules) + "]}";
	}

	private String smart(String name, String... rules) {
		return this.collections.smart(name, rules);
	}

	private Http.Answer patch(String id, String rule) {
		return this.collections.send(HttpMethod.PATCH, TestCollections.PATH + "/" + id,
				"{\"smart_rules\": " + group("OR", rule) + "}");
	}

	private Http.Answer patchName(String id, String name) {
		return this.collections.send(HttpMethod.PATCH, TestCollections.PATH + "/" + id, "{\"name\": \"" + name + "\"}");
	}

	private Http.Answer send(String path, String body) {
		return this.collections.send(HttpMethod.POST, path, body);
	}

}
