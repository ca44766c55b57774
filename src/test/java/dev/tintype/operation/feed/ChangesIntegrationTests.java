package dev.tintype.operation.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The list of changes, which can wait. Other test classes share the database, so each
 * test looks for its own ids.
 */
@IntegrationTest
class ChangesIntegrationTests {

	private final Http http;

	private final ChangeLog changes;

	private final UUID id = UUID.randomUUID();

	ChangesIntegrationTests(@Autowired WebTestClient client, @Autowired ChangeLog changes) {
		this.http = new Http(client);
		this.changes = changes;
	}

	@Test
	void feedBeginsNowWithoutPosition() {
		record(1);
		JsonNode list = this.http.get("/api/changes").json();

		assertThat(list.path("items")).isEmpty();
		assertThat(list.path("next").asString()).matches("[0-9a-z]+-[0-9a-z]+");
		assertThat(list.path("oldest").asString()).matches("[0-9a-z]+-[0-9a-z]+");
	}

	@Test
	void changesFollowAPositionInOrder() {
		String after = now();
		record(3);

		List<Long> counts = new ArrayList<>();
		Callers.await(() -> {
			counts.clear();
			mine(this.http.get("/api/changes?after={a}&limit=1000", after).json())
				.forEach((item) -> counts.add(item.path("count").asLong()));
			return counts.size() == 3;
		});
		assertThat(counts).containsExactly(1L, 2L, 3L);
	}

	@Test
	void pagesMeetWithoutGapOrRepetition() {
		String after = now();
		record(5);
		Callers.await(() -> mine(this.http.get("/api/changes?after={a}&limit=1000", after).json()).size() == 5);

		List<Long> counts = new ArrayList<>();
		String place = after;
		while (counts.size() < 5) {
			JsonNode page = this.http.get("/api/changes?after={a}&limit=2", place).json();
			mine(page).forEach((item) -> counts.add(item.path("count").asLong()));
			place = page.path("next").asString();
		}
		assertThat(counts).containsExactly(1L, 2L, 3L, 4L, 5L);
	}

	@Test
	void requestWaitsForAChange() {
		String after = now();
		Callers.SCHEDULER.schedule(() -> record(1));

		List<JsonNode> found = new ArrayList<>();
		String place = after;
		while (found.isEmpty()) {
			JsonNode list = this.http.get("/api/changes?topics=photos&wait=20&after={a}", place).json();
			assertThat(list.path("items")).isNotEmpty();
			found.addAll(mine(list));
			place = list.path("next").asString();
		}
		assertThat(found).singleElement().satisfies((item) -> {
			assertThat(item.path("topic").asString()).isEqualTo("photos");
			assertThat(item.path("kind").asString()).isEqualTo("updated");
			assertThat(item.path("operation_id").isNull()).isTrue();
			assertThat(item.path("created_at").asString()).endsWith("Z");
		});
	}

	@Test
	void otherTopicsAreLeftOut() {
		String after = now();
		record(1);
		Callers.await(() -> mine(this.http.get("/api/changes?after={a}&limit=1000", after).json()).size() == 1);

		assertThat(mine(this.http.get("/api/changes?topics=images,people&after={a}&limit=1000", after).json()))
			.isEmpty();
		assertThat(mine(this.http.get("/api/changes?topics=people,photos&after={a}&limit=1000", after).json()))
			.hasSize(1);
	}

	@Test
	void linesAreTheSameChanges() {
		String after = now();
		record(4);
		Callers.await(() -> mine(this.http.get("/api/changes?after={a}&limit=1000", after).json()).size() == 4);

		Http lines = this.http.with("Accept", "application/x-ndjson");
		assertThat(lines.get("/api/changes?topics=photos&after={a}", after)
			.lines()
			.stream()
			.filter((line) -> line.path("ids").toString().contains(this.id.toString()))
			.map((line) -> line.path("count").asInt())).containsExactly(1, 2, 3, 4);
		assertThat(lines.get("/api/changes?limit=2&after={a}", after).lines()).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource({ "after=x, after", "after=1, after", "after=1-, after", "after=-1-2, after", "topics=pictures, topics",
			"'topics=images,', topics", "wait=61, wait", "wait=-1, wait", "wait=soon, wait", "limit=0, limit",
			"limit=1001, limit" })
	void badParameterIsRefused(String query, String parameter) {
		Http.Answer answer = this.http.get("/api/changes?" + query);

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().path("type").asString()).isEqualTo("/problems/invalid-request");
		assertThat(answer.pointer()).isEqualTo(parameter);
	}

	@ParameterizedTest
	@CsvSource({ "0-0", "zzzzzzzzzzz-zzzzzzzzzzz" })
	void positionThatIsNotKeptIsGone(String position) {
		for (Http asked : List.of(this.http, this.http.with("Accept", "application/x-ndjson"))) {
			Http.Answer answer = asked.get("/api/changes?after={a}", position);

			assertThat(answer.status()).isEqualTo(410);
			assertThat(answer.json().path("type").asString()).isEqualTo("/problems/changes-lost");
			String oldest = answer.json().path("oldest").asString();
			assertThat(this.http.get("/api/changes?limit=1&after={a}", oldest).status()).isEqualTo(200);
		}
	}

	@Test
	void listingTellsPositionBeforeItsRows() {
		Http.Answer listing = this.http.get("/api/images?per_page=1");
		String id = this.http
			.post("/api/images/register-files", Map.of("files", List.of(Map.of("filename", "feed.png"))))
			.json()
			.at("/image_ids/0")
			.asString();

		String after = listing.header("X-Tintype-Change");
		Callers
			.await(() -> this.http.get("/api/changes?topics=images&limit=1000&after={a}", after).text().contains(id));
		assertThat(
				this.http.with("Accept", "application/x-ndjson").get("/api/images?limit=1").header("X-Tintype-Change"))
			.matches("[0-9a-z]+-[0-9a-z]+");
	}

	private String now() {
		return this.http.get("/api/changes").json().path("next").asString();
	}

	// The counts distinguish the changes.
	private void record(int number) {
		for (int i = 1; i <= number; i++) {
			this.changes.record(new Change(ChangeTopic.PHOTOS, ChangeKind.UPDATED, i, List.of(this.id), null)).block();
		}
	}

	private List<JsonNode> mine(JsonNode list) {
		return list.path("items")
			.valueStream()
			.filter((item) -> item.path("ids").toString().contains(this.id.toString()))
			.toList();
	}

}
