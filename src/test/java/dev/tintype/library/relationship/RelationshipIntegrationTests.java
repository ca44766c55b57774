package dev.tintype.library.relationship;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.face.TestFaces;
import dev.tintype.library.version.Assets;
import dev.tintype.operation.integrity.Integrity;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class RelationshipIntegrationTests {

	private final Http http;

	private final TestFaces faces;

	private final Statements statements;

	private final Integrity integrity;

	RelationshipIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets,
			@Autowired Transactions transactions, @Autowired Statements statements, @Autowired Integrity integrity) {
		this.http = new Http(client);
		this.faces = new TestFaces(this.http, assets, transactions);
		this.statements = statements;
		this.integrity = integrity;
	}

	@ParameterizedTest
	@CsvSource({ "parent, child, parent", "child, parent, child", "sibling, sibling, sibling" })
	void relationshipIsSeenFromBothSides(String type, String byFirst, String bySecond) {
		String anna = this.faces.person("Anna");
		String ben = this.faces.person("Ben");

		JsonNode created = relate(anna, ben, type).json();

		assertThat(created.propertyNames()).containsExactly("id", "person1_id", "person2_id", "relationship_type",
				"notes", "created_at");
		assertThat(seen(anna).path("as_seen").asString()).isEqualTo(byFirst);
		assertThat(seen(ben).path("as_seen").asString()).isEqualTo(bySecond);
		assertThat(seen(ben).path("other").toString()).isEqualTo("{\"id\":\"" + anna + "\",\"name\":\"Anna\"}");
		assertThat(seen(ben).path("person1_id").asString()).isEqualTo(anna);
	}

	@ParameterizedTest
	@CsvSource({ "parent, child", "child, parent", "spouse, spouse" })
	void sameRelationshipIsRefusedFromEitherSide(String type, String inverse) {
		String anna = this.faces.person("Anna");
		String ben = this.faces.person("Ben");
		assertThat(relate(anna, ben, type).status()).isEqualTo(201);

		assertThat(relate(anna, ben, type).status()).isEqualTo(409);
		assertThat(relate(ben, anna, inverse).status()).isEqualTo(409);
		assertThat(relate(anna, ben, "friend").status()).isEqualTo(201);
	}

	@Test
	void sameRelationshipAsThatOfAnotherApplicationIsRefused() {
		String anna = this.faces.person("Anna");
		String ben = this.faces.person("Ben");
		this.statements
			.sql("INSERT INTO relationships (person1_id, person2_id, relationship_type) VALUES (:a, :b, 'parent')")
			.bind("a", UUID.fromString(anna))
			.bind("b", UUID.fromString(ben))
			.then()
			.block();

		assertThat(relate(ben, anna, "child").status()).isEqualTo(409);
		this.integrity.only(Set.of("relationships.pair")).repair(false).blockLast();
		assertThat(this.statements.sql("SELECT pair_key FROM relationships WHERE person1_id = :a")
			.bind("a", UUID.fromString(anna))
			.value(String.class)
			.block()).isEqualTo(anna + " parent " + ben);
	}

	@Test
	void oneOfConcurrentRequestsStoresTheRelationship() {
		String anna = this.faces.person("Anna");
		String ben = this.faces.person("Ben");

		List<Integer> statuses = Flux.fromStream(IntStream.range(0, 16).boxed())
			.flatMap((i) -> Mono
				.fromSupplier(() -> ((i % 2 == 0) ? relate(anna, ben, "parent") : relate(ben, anna, "child")).status())
				.subscribeOn(Callers.SCHEDULER), 16)
			.collectList()
			.block();

		assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
		assertThat(this.http.get("/api/people/{id}/relationships", anna).json().path("total").asInt()).isEqualTo(1);
	}

	@Test
	void typeAndNotesAreChanged() {
		String anna = this.faces.person("Anna");
		String ben = this.faces.person("Ben");
		String id = relate(anna, ben, "friend").json().path("id").asString();
		relate(ben, anna, "partner");
		String path = "/api/relationships/" + id;

		JsonNode noted = this.faces.patch(path, Map.of("notes", "since 1990")).json();
		JsonNode changed = this.faces.patch(path, Map.of("relationship_type", "parent")).json();

		assertThat(noted.path("notes").asString()).isEqualTo("since 1990");
		assertThat(changed.path("notes").asString()).isEqualTo("since 1990");
		assertThat(changed.path("relationship_type").asString()).isEqualTo("parent");
		assertThat(this.faces.patch(path, Map.of("relationship_type", "partner")).status()).isEqualTo(409);
		assertThat(this.faces.patch(path, Map.of("relationship_type", "boss")).pointer())
			.isEqualTo("/relationship_type");
		assertThat(relate(ben, anna, "child").status()).isEqualTo(409);
		assertThat(relate(ben, anna, "friend").status()).isEqualTo(201);
		assertThat(this.http.send(HttpMethod.DELETE, path).status()).isEqualTo(204);
		assertThat(this.http.send(HttpMethod.DELETE, path).status()).isEqualTo(404);
		assertThat(this.faces.patch(path, Map.of("notes", "x")).status()).isEqualTo(404);
	}

	@Test
	void wrongRelationshipsAreRefused() {
		String anna = this.faces.person("Anna");

		assertThat(relate(anna, anna, "friend").pointer()).isEqualTo("/person2_id");
		assertThat(relate(anna, UUID.randomUUID().toString(), "friend").status()).isEqualTo(404);
		assertThat(relate("x", anna, "friend").status()).isEqualTo(404);
		assertThat(relate(anna, UUID.randomUUID().toString(), "boss").pointer()).isEqualTo("/relationship_type");
		assertThat(this.http.post("/api/relationships", Map.of()).json().path("errors").size()).isEqualTo(3);
		assertThat(this.http.get("/api/people/{id}/relationships", UUID.randomUUID()).status()).isEqualTo(404);
	}

	private Http.Answer relate(String first, String second, String type) {
		return this.http.post("/api/relationships",
				Map.of("person1_id", first, "person2_id", second, "relationship_type", type));
	}

	private JsonNode seen(String person) {
		return this.http.get("/api/people/{id}/relationships", person).json().at("/items/0");
	}

}
