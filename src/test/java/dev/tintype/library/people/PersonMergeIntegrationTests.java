package dev.tintype.library.people;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.face.TestFaces;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.Version;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class PersonMergeIntegrationTests {

	private final Http http;

	private final TestFaces faces;

	private final Statements statements;

	private final PersonEvents events;

	private final Transactions transactions;

	private final Dialect dialect;

	PersonMergeIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets,
			@Autowired Transactions transactions, @Autowired Statements statements, @Autowired Dialect dialect) {
		this.transactions = transactions;
		this.http = new Http(client);
		this.faces = new TestFaces(this.http, assets, transactions);
		this.statements = statements;
		this.events = new PersonEvents(statements);
		this.dialect = dialect;
	}

	@Test
	void mergeMovesAllAndUndoRestoresIt() {
		String anna = this.faces.person("Anna");
		String ben = this.faces.person("Ben");
		String cem = this.faces.person("Cem");
		this.faces.patch("/api/people/" + ben, Map.of("notes", "of Ben", "birthdate", "1990-01-02"));
		Version photo = this.faces.photo();
		this.faces.face(photo.id(), anna, 0, 1, 0, 1);
		String moved = this.faces.face(photo.id(), ben, 1, 0, 0, 1);
		String later = this.faces.face(photo.id(), ben);
		Version old = this.faces.photo();
		String trashed = this.faces.face(old.id(), ben);
		this.http.send(HttpMethod.DELETE, "/api/assets/{id}", old.assetId());
		relateAll(anna, ben, cem);
		this.events.add(ben, "birthday");

		JsonNode merged = merge(anna, ben);

		assertThat(merged.toString()).endsWith("\"merged_faces\":3,\"merged_relationships\":1}");
		assertThat(this.faces.count(anna)).isEqualTo(3);
		assertThat(this.faces.find(anna).path("notes").asString()).isEqualTo("of Ben");
		assertThat(seen(anna)).containsExactlyInAnyOrder("child Cem", "spouse Dora");
		assertThat(this.events.count(anna)).isEqualTo(1);
		this.faces.assign(cem, later);

		JsonNode restored = undo(merged).json();

		assertThat(restored.path("id").asString()).isEqualTo(ben);
		assertThat(restored.path("birthdate").asString()).isEqualTo("1990-01-02");
		assertThat(restored.path("face_count").asInt()).isEqualTo(1);
		assertThat(this.faces.ids("/api/faces?person_id=" + ben)).containsExactly(moved);
		assertThat(this.http.get("/api/faces/{id}", trashed).json().path("person_id").asString()).isEqualTo(ben);
		assertThat(List.of(this.faces.count(anna), this.faces.count(cem))).containsExactly(1, 1);
		assertThat(this.faces.find(anna).path("notes").isNull()).isTrue();
		assertThat(seen(anna)).containsExactlyInAnyOrder("friend Ben", "child Cem");
		assertThat(seen(ben)).containsExactlyInAnyOrder("friend Anna", "child Cem", "spouse Dora");
		assertThat(this.events.count(ben)).isEqualTo(1);
		assertThat(undo(merged).status()).isEqualTo(409);
	}

	private void relateAll(String anna, String ben, String cem) {
		relate(ben, anna, "friend");
		relate(ben, cem, "parent");
		relate(cem, anna, "child");
		relate(ben, this.faces.person("Dora"), "spouse");
	}

	@Test
	void mergesOfMergesCanBeUndoneInAnyOrder() {
		Version photo = this.faces.photo();
		List<String> people = List.of(this.faces.person("A"), this.faces.person("B"), this.faces.person("C"));
		for (List<Integer> order : List.of(List.of(0, 1), List.of(1, 0))) {
			List<String> own = people.stream().map((person) -> this.faces.face(photo.id(), person, 1, 0, 1)).toList();
			relate(people.get(0), people.get(2), "sibling");
			List<JsonNode> merges = List.of(merge(people.get(1), people.get(0)), merge(people.get(2), people.get(1)));
			assertThat(this.faces.ids("/api/faces?person_id=" + people.get(2))).containsAll(own);

			order.forEach((number) -> assertThat(undo(merges.get(number)).status()).isEqualTo(200));

			for (int i = 0; i < 3; i++) {
				assertThat(this.faces.ids("/api/faces?person_id=" + people.get(i))).contains(own.get(i)).hasSize(1);
				assertThat(this.faces.count(people.get(i))).isEqualTo(1);
			}
			assertThat(seen(people.get(0))).containsExactly("sibling C");
			assertThat(seen(people.get(1))).isEmpty();
			own.forEach((face) -> this.http.send(HttpMethod.DELETE, "/api/faces/{id}", face));
			this.http.send(HttpMethod.DELETE, "/api/relationships/{id}",
					this.http.get("/api/people/{id}/relationships", people.get(0)).json().at("/items/0/id").asString());
		}
	}

	@Test
	void mergeIntoDeletedPersonCanBeUndone() {
		String anna = this.faces.person("Anna");
		String ben = this.faces.person("Ben");
		this.faces.face(this.faces.photo().id(), ben);
		relate(ben, this.faces.person("Cem"), "friend");
		JsonNode merged = merge(anna, ben);
		this.http.send(HttpMethod.DELETE, "/api/people/{id}", anna);

		assertThat(undo(merged).status()).isEqualTo(200);

		assertThat(this.faces.count(ben)).isZero();
		assertThat(seen(ben)).containsExactly("friend Cem");
	}

	@Test
	void wrongMergesAreRefused() {
		String anna = this.faces.person("Anna");

		Http.Answer same = this.http.post("/api/people/" + anna + "/merge", Map.of("source_id", anna));

		assertThat(same.status()).isEqualTo(400);
		assertThat(same.pointer()).isEqualTo("/source_id");
		assertThat(this.http.post("/api/people/" + anna + "/merge", Map.of("source_id", UUID.randomUUID())).status())
			.isEqualTo(404);
		assertThat(this.http.post("/api/people/" + UUID.randomUUID() + "/merge", Map.of("source_id", anna)).status())
			.isEqualTo(404);
		assertThat(this.http.post("/api/people/" + anna + "/merge", Map.of()).status()).isEqualTo(400);
		assertThat(this.http.post("/api/people/merges/" + UUID.randomUUID() + "/undo", Map.of()).status())
			.isEqualTo(404);
	}

	private JsonNode merge(String target, String source) {
		Http.Answer answer = this.http.post("/api/people/" + target + "/merge", Map.of("source_id", source));
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.json();
	}

	@Test
	void undoLeavesOutRelationshipWithPersonWhoIsDeletedMeanwhile() {
		String anna = this.faces.person("Anna");
		String ben = this.faces.person("Ben");
		String cleo = this.faces.person("Cleo");
		List.of(anna, ben)
			.forEach((person) -> assertThat(this.http
				.post("/api/relationships",
						Map.of("person1_id", person, "person2_id", cleo, "relationship_type", "friend"))
				.status()).isEqualTo(201));
		JsonNode merged = this.http.post("/api/people/" + anna + "/merge", Map.of("source_id", ben)).json();

		Mono<CompletableFuture<Http.Answer>> undoing = Mono.fromCallable(() -> {
			CompletableFuture<Http.Answer> answer = CompletableFuture.supplyAsync(() -> undo(merged));
			if (this.dialect == Dialect.POSTGRESQL) {
				Callers.await(this::isUndoWaiting);
			}
			return answer;
		}).subscribeOn(Callers.SCHEDULER);
		Http.Answer answer = Objects
			.requireNonNull(this.transactions.run(this.statements.sql("DELETE FROM people WHERE id = :id")
				.bind("id", UUID.fromString(cleo))
				.then()
				.then(undoing)).block())
			.join();

		assertThat(answer.status()).isEqualTo(200);
		assertThat(this.http.get("/api/people/{id}/relationships", ben).json().path("items").size()).isZero();
	}

	private boolean isUndoWaiting() {
		return this.statements.sql("""
				SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ~
				  '(lockKnownPeople|restoreRelationships)'
				""").value(Long.class).blockOptional().orElseThrow() > 0;
	}

	private Http.Answer undo(JsonNode merge) {
		return this.http.send(HttpMethod.POST, "/api/people/merges/{id}/undo", merge.path("merge_id").asString());
	}

	private void relate(String first, String second, String type) {
		Http.Answer answer = this.http.post("/api/relationships",
				Map.of("person1_id", first, "person2_id", second, "relationship_type", type));
		assertThat(answer.status()).as(answer.text()).isEqualTo(201);
	}

	private List<String> seen(String person) {
		return this.http.get("/api/people/{id}/relationships", person)
			.json()
			.path("items")
			.values()
			.stream()
			.map((each) -> each.path("as_seen").asString() + " " + each.at("/other/name").asString())
			.toList();
	}

}
