package dev.tintype.library.people;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.library.face.TestFaces;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.Version;
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
class PersonIntegrationTests {

	private final Http http;

	private final TestFaces faces;

	private final PersonEvents events;

	PersonIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets,
			@Autowired Transactions transactions, @Autowired Statements statements) {
		this.http = new Http(client);
		this.faces = new TestFaces(this.http, assets, transactions);
		this.events = new PersonEvents(statements);
	}

	@Test
	void personIsCreatedChangedAndDeleted() {
		Http.Answer created = this.http.post("/api/people",
				Map.of("name", " Zoë ", "notes", "n", "birthdate", "1990-02-28"));
		JsonNode person = created.json();
		String path = "/api/people/" + person.path("id").asString();

		assertThat(created.status()).isEqualTo(201);
		assertThat(created.header("Location")).isEqualTo(path);
		assertThat(person.propertyNames()).containsExactly("id", "name", "notes", "birthdate", "face_count",
				"photo_count", "representative_face", "selected_thumbnail_face_id", "cover_url", "created_at");
		assertThat(person.path("name").asString()).isEqualTo("Zoë");
		assertThat(person.path("birthdate").asString()).isEqualTo("1990-02-28");
		Map<String, Object> changes = new HashMap<>();
		changes.put("birthdate", null);
		changes.put("name", "Zoe");
		JsonNode changed = this.faces.patch(path, changes).json();
		assertThat(changed.path("birthdate").isNull()).isTrue();
		assertThat(changed.path("notes").asString()).isEqualTo("n");
		assertThat(changed.path("name").asString()).isEqualTo("Zoe");
		assertThat(this.http.send(HttpMethod.DELETE, path).status()).isEqualTo(204);
		assertThat(this.http.send(HttpMethod.DELETE, path).status()).isEqualTo(404);
		assertThat(this.http.get(path).status()).isEqualTo(404);
		assertThat(this.faces.patch(path, Map.of("name", "x")).status()).isEqualTo(404);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{}|/name", "{\"name\":\"  \"}|/name", "{\"name\":5}|/name",
			"{\"name\":\"a\",\"birthdate\":\"1990-02-30\"}|/birthdate", "{\"name\":\"a\",\"notes\":1}|/notes" })
	void wrongFieldsAreReported(String body, String pointer) {
		Http.Answer answer = this.http.send(HttpMethod.POST, "/api/people", MediaType.APPLICATION_JSON,
				body.getBytes(StandardCharsets.UTF_8));

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo(pointer);
	}

	@Test
	void peopleAreListedByNameAndFoundInAnyCase() {
		String mark = UUID.randomUUID().toString().substring(0, 8);
		String b = this.faces.person("b" + mark);
		String umlaut = this.faces.person("Ü" + mark);
		String a = this.faces.person("A" + mark);

		String list = "/api/people?search=" + mark.toUpperCase(Locale.ROOT);
		JsonNode first = this.http.get(list + "&per_page=1").json();
		JsonNode next = this.http.get(list + "&per_page=1&after={after}", first.path("next").asString()).json();

		assertThat(this.faces.ids(list)).containsExactly(a, b, umlaut);
		assertThat(this.faces.ids("/api/people?search=ü" + mark)).containsExactly(umlaut);
		assertThat(first.path("total").asInt()).isEqualTo(3);
		assertThat(next.at("/items/0/id").asString()).isEqualTo(b);
		assertThat(this.http.with("Accept", "application/x-ndjson").get(list).lines()).hasSize(3);
	}

	@Test
	void photosAndCoverFollowFaces() {
		String anna = this.faces.person("Anna");
		String ben = this.faces.person("Ben");
		Version older = this.faces.photo();
		Version newer = this.faces.photo();
		String one = this.faces.face(older.id(), anna);
		this.faces.face(older.id(), anna);
		String two = this.faces.face(newer.id(), anna);
		String path = "/api/people/" + anna;

		assertThat(this.faces.ids(path + "/photos")).containsExactly(newer.id().toString(), older.id().toString());
		assertThat(this.faces.find(anna).path("photo_count").asInt()).isEqualTo(2);
		assertThat(this.faces.find(anna).path("cover_url").asString()).contains(one);
		assertThat(this.faces.send(HttpMethod.PUT, path + "/thumbnail", Map.of("face_id", two))
			.json()
			.path("cover_url")
			.asString()).contains(two);
		assertThat(
				this.faces.send(HttpMethod.PUT, "/api/people/" + ben + "/thumbnail", Map.of("face_id", two)).status())
			.isEqualTo(409);
		assertThat(this.faces.send(HttpMethod.PUT, path + "/thumbnail", Map.of("face_id", "x")).status())
			.isEqualTo(404);
		this.faces.assign(ben, two);
		assertThat(this.faces.find(anna).path("selected_thumbnail_face_id").isNull()).isTrue();
		assertThat(this.faces.find(anna).path("cover_url").asString()).contains(one);
		assertThat(this.http.get("/api/people/{id}/photos", UUID.randomUUID()).status()).isEqualTo(404);
		assertThat(this.http.get(path + "/photos?include=metadata").json().at("/items/0").has("metadata")).isTrue();
	}

	@Test
	void deletionUnassignsFacesAndDeletesBirthdays() {
		String anna = this.faces.person("Anna");
		String ben = this.faces.person("Ben");
		String face = this.faces.face(this.faces.photo().id(), anna, 1, 0, 0);
		relate(anna, ben, "friend");
		this.events.add(anna, "birthday");
		this.events.add(anna, "custom");

		assertThat(this.http.send(HttpMethod.DELETE, "/api/people/{id}", anna).status()).isEqualTo(204);

		assertThat(this.http.get("/api/faces/{id}", face).json().path("person_id").isNull()).isTrue();
		assertThat(this.http.get("/api/people/{id}/relationships", ben).json().path("items").size()).isZero();
		assertThat(this.events.count(anna)).isZero();
		assertThat(this.events.countNamed(anna)).isEqualTo(1);
	}

	private void relate(String first, String second, String type) {
		Http.Answer answer = this.http.post("/api/relationships",
				Map.of("person1_id", first, "person2_id", second, "relationship_type", type));
		assertThat(answer.status()).as(answer.text()).isEqualTo(201);
	}

}
