package dev.tintype.library.overview;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.version.Action;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.History;
import dev.tintype.library.version.HistoryEntry;
import dev.tintype.library.version.ProcessingState;
import dev.tintype.library.version.TestAssets;
import dev.tintype.library.version.Tier;
import dev.tintype.support.Ids;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class OverviewIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private final Http http;

	private final Assets assets;

	private final History history;

	private final Statements statements;

	private final Transactions transactions;

	OverviewIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets, @Autowired History history,
			@Autowired Statements statements, @Autowired Transactions transactions) {
		this.http = new Http(client);
		this.assets = assets;
		this.history = history;
		this.statements = statements;
		this.transactions = transactions;
	}

	@Test
	void statsCountLiveAssets() {
		JsonNode before = stats();
		assertThat(before.propertyNames()).containsExactly("assets", "bronze", "silver", "gold", "reviewed", "rejected",
				"trashed", "people", "faces", "unassigned_faces", "collections", "tags", "bytes");
		Asset gold = TestAssets.of("g", List.of("stats " + UUID.randomUUID()), Tier.BRONZE, Tier.SILVER, Tier.GOLD);
		Asset rejected = reviewed(TestAssets.of("r", List.of(), Tier.BRONZE));
		Asset trashed = TestAssets.of("t", List.of(), Tier.BRONZE, Tier.SILVER);
		run(this.assets.insert(List.of(gold, rejected, trashed)));
		UUID person = Ids.next();
		run(this.statements.sql("INSERT INTO people (id, name) VALUES (:id, 'p')")
			.bind("id", person)
			.then()
			.then(face(gold, person, false))
			.then(face(gold, null, false))
			.then(face(gold, null, true))
			.then(face(trashed, person, false))
			.then(face(trashed, null, false)));
		run(this.assets.update(List.of(trashed.deletedAt(Instant.now()))));
		this.http.post("/api/collections", Map.of("name", "c"));

		JsonNode after = stats();

		Map<String, Long> changes = new LinkedHashMap<>();
		after.propertyNames()
			.forEach((name) -> changes.put(name, after.path(name).longValue() - before.path(name).longValue()));
		assertThat(changes.toString())
			.isEqualTo("{assets=2, bronze=1, silver=0, gold=1, reviewed=1, rejected=1, trashed=1, "
					+ "people=1, faces=2, unassigned_faces=1, collections=1, tags=1, bytes=4000}");
	}

	private static Asset reviewed(Asset asset) {
		return new Asset(asset.id(), "r", null, null, asset.createdAt(),
				List.of(asset.best().toBuilder().reviewed(true).state(ProcessingState.REJECTED).build()));
	}

	private Mono<Void> face(Asset asset, @org.jspecify.annotations.Nullable UUID person, boolean ignored) {
		return this.statements.sql("""
				INSERT INTO faces (id, photo_id, person_id, bounding_box, confidence, ignored)
				VALUES (:id, :photo, NULLIF(CAST(:person AS UUID), :photo), '[1,2,3,4]', 90, :ignored)""")
			.bind("id", Ids.next())
			.bind("photo", asset.best().id())
			.bind("person", (person != null) ? person : asset.best().id())
			.bind("ignored", ignored)
			.then();
	}

	@Test
	void activityListsHistoryOfAllAssetsNewestFirst() {
		Asset first = TestAssets.of("a", List.of(), Tier.BRONZE);
		Asset second = TestAssets.of("b", List.of(), Tier.BRONZE);
		run(this.assets.insert(List.of(first, second)));
		run(this.history.write(List.of(entry(first, "1"), entry(second, "2"))));

		JsonNode page = this.http.get("/api/library/activity?per_page=1").json();
		assertThat(page.at("/items/0/details").stringValue()).isEqualTo("2");
		assertThat(page.at("/items/0/asset_id").stringValue()).isEqualTo(second.id().toString());
		assertThat(page.path("total").longValue()).isGreaterThanOrEqualTo(2);
		JsonNode next = this.http.get("/api/library/activity?per_page=1&after=" + page.path("next").stringValue())
			.json();
		assertThat(next.at("/items/0/details").stringValue()).isEqualTo("1");
		assertThat(this.http.with("Accept", "application/x-ndjson").get("/api/library/activity?limit=2").lines())
			.extracting((line) -> line.path("details").stringValue())
			.containsExactly("2", "1");
	}

	private static HistoryEntry entry(Asset asset, String details) {
		return new HistoryEntry(asset.id(), asset.best().id(), Action.INGESTED, details, null, null);
	}

	private JsonNode stats() {
		Http.Answer answer = this.http.get("/api/library/stats");
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.json();
	}

	private void run(Mono<Void> work) {
		this.transactions.run(work).block(LIMIT);
	}

}
