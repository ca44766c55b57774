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
		String first = this.collections.rated(1, this.mark);
		String second = this.collections.rated(2, this.mark);
		String third = this.collections.rated(3, this.mark);
		String manual = this.collections.create("manual " + this.mark);
		this.collections.add(manual, first);
		String rated = this.collections.smart("Rated " + this.mark, TestCollections.marked(this.mark),
				TestCollections.rule("rating", "greater_than", "3"));
		String both = this.collections.smart("both",
				TestCollections.rule("collections", "in", "[\"MANUAL %1$s\", \"rated %1$s\"]".formatted(this.mark)));
		String outer = this.collections.smart("outer", TestCollections.marked(this.mark),
				TestCollections.rule("collections", "contains", "\"" + both + "\"").replace("}", ", \"not\": true}"));

		assertThat(this.collections.photos(rated)).containsExactly(third);
		assertThat(this.collections.photos(both)).containsExactly(third, first);
		assertThat(this.collections.photos(outer)).containsExactly(second);
		JsonNode listed = this.http.get("/api/collections?photo_id=" + second).json();
		assertThat(TestCollections.ids(listed)).containsExactly(outer);
	}

	@Test
	void filtersOfPhotosKnowSmartCollections() {
		String first = this.collections.rated(1, this.mark);
		String third = this.collections.rated(3, this.mark);
		String name = "Best of " + this.mark;
		String smart = this.collections.smart(name, TestCollections.marked(this.mark),
				TestCollections.rule("rating", "greater_than", "3"));
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
		String first = this.collections.smart("a " + this.mark, TestCollections.marked(this.mark));
		String second = this.collections.smart("b", TestCollections.in(first));
		String third = this.collections.smart("c", TestCollections.in(second));

		for (String target : List.of(first, second, third, "A " + this.mark)) {
			Http.Answer answer = patch(first, TestCollections.in(target));
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.pointer()).isEqualTo("/smart_rules");
		}
		String named = this.collections.smart("d", TestCollections.in("e " + this.mark));
		assertThat(patchName(named, "e " + this.mark).pointer()).isEqualTo("/name");
		assertThat(this.collections
			.send(HttpMethod.POST, TestCollections.PATH,
					"{\"name\": \"e %s\", \"smart_rules\": %s}".formatted(this.mark,
							TestCollections.group("OR", TestCollections.in(named))))
			.status()).isEqualTo(400);
		assertThat(patch(second, TestCollections.marked(this.mark)).status()).isEqualTo(200);
		assertThat(patch(first, TestCollections.in(third)).status()).isEqualTo(200);
	}

	@Test
	void concurrentSavesMakeNoCircle() {
		for (int round = 0; round < 8; round++) {
			String first = this.collections.smart("1", TestCollections.marked(this.mark));
			String second = this.collections.smart("2", TestCollections.marked(this.mark));

			List<Integer> statuses = Flux
				.merge(on(first, TestCollections.in(second)), on(second, TestCollections.in(first)))
				.collectList()
				.block(java.time.Duration.ofSeconds(60));

			assertThat(statuses).containsExactlyInAnyOrder(200, 400);
		}
	}

	private Mono<Integer> on(String id, String rule) {
		return Mono.fromSupplier(() -> patch(id, rule).status()).subscribeOn(Callers.SCHEDULER);
	}

	private Http.Answer patch(String id, String rule) {
		return this.collections.send(HttpMethod.PATCH, TestCollections.PATH + "/" + id,
				"{\"smart_rules\": " + TestCollections.group("OR", rule) + "}");
	}

	private Http.Answer patchName(String id, String name) {
		return this.collections.send(HttpMethod.PATCH, TestCollections.PATH + "/" + id, "{\"name\": \"" + name + "\"}");
	}

	private Http.Answer send(String path, String body) {
		return this.collections.send(HttpMethod.POST, path, body);
	}

}
