package dev.tintype.library.event;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Statements;
import dev.tintype.support.Ids;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class EventIntegrationTests {

	private final Http http;

	private final Statements statements;

	/** In the names of all events of a test. */
	private final String mark = UUID.randomUUID().toString();

	EventIntegrationTests(@Autowired WebTestClient client, @Autowired Statements statements) {
		this.http = new Http(client);
		this.statements = statements;
	}

	@Test
	void eventIsCreatedChangedAndDeleted() {
		Http.Answer created = this.http.post("/api/events",
				Map.of("name", this.mark, "type", "custom", "date", "2024-06-12", "recurring_type", "monthly"));
		assertThat(created.status()).isEqualTo(201);
		String path = created.header("Location");
		assertThat(created.json().path("is_recurring").asBoolean()).isTrue();
		assertThat(created.json().propertyNames()).containsExactly("id", "name", "type", "date", "is_recurring",
				"recurring_type", "country", "region", "person_id", "is_enabled", "description", "rule", "created_at");

		JsonNode changed = patch(path,
				"{\"recurring_type\":null,\"is_recurring\":false,\"rule\":\"easter\",\"region\":\"Bern\"}")
			.json();

		assertThat(changed.path("recurring_type").isNull()).isTrue();
		assertThat(changed.path("name").asString()).isEqualTo(this.mark);
		assertThat(patch(path, "{\"rule\":null}").json().path("rule").isNull()).isTrue();
		assertThat(this.http.get(path).json().path("region").asString()).isEqualTo("Bern");
		assertThat(this.http.send(HttpMethod.DELETE, path).status()).isEqualTo(204);
		assertThat(this.http.send(HttpMethod.DELETE, path).status()).isEqualTo(404);
		assertThat(this.http.get(path).status()).isEqualTo(404);
		assertThat(patch(path, "{}").status()).isEqualTo(404);
		assertThat(this.http.get("/api/events/none").status()).isEqualTo(404);
	}

	@Test
	void allFaultsOfEventAreReported() {
		Http.Answer answer = this.http.post("/api/events",
				Map.of("type", "party", "date", "2024-02-30", "rule", "6th monday may", "is_enabled", "yes"));

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().path("errors").values().stream().map((error) -> error.path("pointer").asString()))
			.containsExactlyInAnyOrder("/name", "/type", "/date", "/rule", "/is_enabled");
		assertThat(this.http
			.post("/api/events",
					Map.of("name", "x", "type", "birthday", "date", "2024-01-01", "person_id", Ids.next().toString()))
			.status()).isEqualTo(404);
		assertThat(patch(create("custom", "2024-01-01", Map.of()), "{\"name\":null}").pointer()).isEqualTo("/name");
	}

	@Test
	void keyedPostCreatesOneEvent() {
		Http keyed = this.http.with("Idempotency-Key", this.mark);
		Map<String, String> event = Map.of("name", this.mark, "type", "custom", "date", "2024-06-12");

		String first = keyed.post("/api/events", event).header("Location");

		assertThat(keyed.post("/api/events", event).header("Location")).isEqualTo(first);
	}

	@Test
	void pagesFollowDatesAndFilters() {
		String country = this.mark;
		create("holiday", "2024-03-02", Map.of("country", country));
		create("holiday", "2023-12-31", Map.of("country", country));
		create("holiday", "2024-03-01", Map.of("country", country, "is_enabled", false));
		create("custom", "2024-01-01", Map.of("country", country));

		JsonNode page = this.http.get("/api/events?type=holiday&per_page=2&country=" + country).json();
		JsonNode rest = this.http
			.get("/api/events?type=holiday&per_page=2&country={c}&after={a}", country, page.path("next").asString())
			.json();

		assertThat(page.path("total").asInt()).isEqualTo(3);
		assertThat(dates(page)).containsExactly("2023-12-31", "2024-03-01");
		assertThat(dates(rest)).containsExactly("2024-03-02");
		assertThat(dates(this.http.get("/api/events?enabled=false&country=" + country).json()))
			.containsExactly("2024-03-01");
		assertThat(this.http.with("Accept", "application/x-ndjson").get("/api/events?country=" + country).lines())
			.hasSize(4);
		assertThat(this.http.get("/api/events?type=party").status()).isEqualTo(400);
		assertThat(this.http.get("/api/events?enable=true").status()).isEqualTo(400);
	}

	@Test
	void holidaySetsAreCounted() {
		JsonNode sets = this.http.get("/api/events/holiday-sets").json().path("items");

		assertThat(sets.values().stream().map(JsonNode::toString)).contains(
				"{\"code\":\"UK\",\"name\":\"United Kingdom\",\"count\":8}",
				"{\"code\":\"US\",\"name\":\"United States\",\"count\":18}");
	}

	@ParameterizedTest
	@CsvSource({ "2023-11-23, Thanksgiving, 100, 2023-11-23", "2023-11-25T23:00:00-08:00, Thanksgiving, 80, 2023-11-23",
			"2025-12-30, New Year's Day, 80, 2026-01-01", "2026-01-02, New Year's Eve, 80, 2025-12-31",
			"2024-03-31, Easter, 100, 2024-03-31" })
	void holidaysOfEnabledSetAreDetected(String date, String name, int confidence, String day) {
		JsonNode found = detected(date, name);

		assertThat(found.path("confidence").asInt()).isEqualTo(confidence);
		assertThat(found.path("date").asString()).isEqualTo(day);
		assertThat(found.path("event_type").asString()).isEqualTo("holiday");
		assertThat(detected("2023-12-26", "Boxing Day").isMissingNode()).isTrue();
	}

	@Test
	void birthdaysOfPeopleAndEventsHaveAgeAndNeverComeBeforeBirth() {
		UUID person = person("1992-02-29");
		String birthday = this.mark + "'s Birthday";
		JsonNode found = detected("2023-03-01", birthday);

		assertThat(found.path("confidence").asInt()).isEqualTo(75);
		assertThat(found.path("age").asInt()).isEqualTo(31);
		assertThat(found.path("date").asString()).isEqualTo("2023-02-28");
		assertThat(found.path("person_id").asString()).isEqualTo(person.toString());
		assertThat(found.path("person_name").asString()).isEqualTo(this.mark);
		assertThat(found.path("event_id").isNull()).isTrue();
		assertThat(detected("1992-02-28", birthday).isMissingNode()).isTrue();
		assertThat(detected("1992-02-29", birthday).path("age").asInt()).isZero();
		assertThat(detected("1990-02-28", birthday).isMissingNode()).isTrue();

		String event = create("birthday", "2024-02-29", Map.of("person_id", person.toString()));
		assertThat(detected("2023-03-01", birthday).isMissingNode()).isTrue();
		JsonNode ofEvent = detected("2023-02-28", this.mark);
		assertThat(event).endsWith(ofEvent.path("event_id").asString());
		assertThat(ofEvent.path("confidence").asInt()).isEqualTo(100);
		assertThat(ofEvent.path("age").asInt()).isEqualTo(31);
		patch(event, "{\"is_enabled\":false}");
		assertThat(detected("2023-02-28", this.mark).isMissingNode()).isTrue();
		assertThat(detected("2023-02-28", birthday).isMissingNode()).isTrue();
	}

	@Test
	void customEventsAreDetectedAsTheyRecur() {
		String event = create("custom", "2024-01-31", Map.of("recurring_type", "monthly"));

		assertThat(detected("2024-03-02", this.mark).isMissingNode()).isTrue();
		assertThat(detected("2024-02-28", this.mark).path("confidence").asInt()).isEqualTo(85);
		assertThat(detected("2024-02-29", this.mark).path("confidence").asInt()).isEqualTo(100);
		patch(event, "{\"recurring_type\":\"weekly\"}");
		assertThat(detected("2024-02-29", this.mark).path("confidence").asInt()).isEqualTo(85);
		patch(event, "{\"recurring_type\":\"yearly\"}");
		assertThat(detected("2023-02-01", this.mark).path("date").asString()).isEqualTo("2023-01-31");
		patch(event, "{\"is_recurring\":false}");
		assertThat(detected("2023-01-31", this.mark).isMissingNode()).isTrue();
		assertThat(detected("2024-02-01", this.mark).path("confidence").asInt()).isEqualTo(85);
		patch(event, "{\"rule\":\"last friday may\"}");
		assertThat(detected("2024-05-31", this.mark).path("confidence").asInt()).isEqualTo(100);
	}

	@Test
	void matchesAreOrderedByConfidenceThenName() {
		create("custom", "2024-07-04", Map.of("name", "b" + this.mark));
		create("custom", "2024-07-05", Map.of("name", "a" + this.mark));
		create("custom", "2024-07-04", Map.of("name", "A" + this.mark));

		assertThat(this.http.get("/api/events/detect?date=2024-07-04")
			.json()
			.path("items")
			.values()
			.stream()
			.map((match) -> match.path("event_name").asString())
			.filter((name) -> name.endsWith(this.mark) || name.startsWith("Independence")))
			.containsExactly("A" + this.mark, "Independence Day", "b" + this.mark, "a" + this.mark);
		assertThat(this.http.get("/api/events/detect").status()).isEqualTo(400);
		assertThat(this.http.get("/api/events/detect?date=2024-13-01").pointer()).isEqualTo("date");
	}

	private JsonNode detected(String date, String name) {
		return this.http.get("/api/events/detect?date={date}", date)
			.json()
			.path("items")
			.values()
			.stream()
			.filter((match) -> match.path("event_name").asString().equals(name))
			.findFirst()
			.orElse(tools.jackson.databind.node.MissingNode.getInstance());
	}

	private UUID person(String birthdate) {
		UUID id = Ids.next();
		this.statements
			.sql("INSERT INTO people (id, name, birthdate) VALUES (:id, :name, CAST(CAST(:date AS VARCHAR) AS DATE))")
			.bind("id", id)
			.bind("name", this.mark)
			.bind("date", birthdate)
			.then()
			.block();
		return id;
	}

	private String create(String type, String date, Map<String, ?> more) {
		Map<String, Object> event = new java.util.HashMap<>(Map.of("name", this.mark, "type", type, "date", date));
		event.putAll(more);
		Http.Answer answer = this.http.post("/api/events", event);
		assertThat(answer.status()).isEqualTo(201);
		return answer.header("Location");
	}

	private Http.Answer patch(String path, String json) {
		return this.http.send(HttpMethod.PATCH, path, MediaType.APPLICATION_JSON,
				json.getBytes(StandardCharsets.UTF_8));
	}

	private static List<String> dates(JsonNode page) {
		return page.path("items").values().stream().map((event) -> event.path("date").asString()).toList();
	}

}
