package dev.tintype.library.recognition;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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
class FaceIntegrationTests {

	private final Http http;

	private final TestFaces faces;

	FaceIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets,
			@Autowired Transactions transactions) {
		this.http = new Http(client);
		this.faces = new TestFaces(this.http, assets, transactions);
	}

	@Test
	void storedFaceIsShownWithItsPerson() {
		Version photo = this.faces.photo();
		String anna = this.faces.person("Anna");
		Map<String, Object> draft = new HashMap<>(TestFaces.draft(photo.id(), 1.5, 2, 3, 4));
		draft.put("person_id", anna);
		draft.put("embedding", List.of(3, 4));

		Http.Answer answer = this.http.post("/api/faces", draft);

		assertThat(answer.status()).isEqualTo(201);
		JsonNode face = answer.json();
		String id = face.path("id").asString();
		assertThat(answer.header("Location")).isEqualTo("/api/faces/" + id);
		assertThat(face.propertyNames()).containsExactly("id", "photo_id", "asset_id", "person_id", "person_name",
				"bounding_box", "confidence", "ignored", "has_embedding", "created_at", "crop_url");
		assertThat(face.path("bounding_box").toString()).isEqualTo("[1.5,2,3,4]");
		assertThat(face.path("asset_id").asString()).isEqualTo(photo.assetId().toString());
		assertThat(face.path("person_name").asString()).isEqualTo("Anna");
		assertThat(face.path("has_embedding").asBoolean()).isTrue();
		assertThat(this.http.get("/api/faces/{id}", id).json()).isEqualTo(face);
		assertThat(this.faces.ids("/api/faces?photo_id=" + photo.id())).containsExactly(id);
		assertThat(this.faces.ids("/api/faces?person_id=" + anna)).containsExactly(id);
		assertThat(this.faces.ids("/api/faces?person_id=x")).isEmpty();
		assertThat(this.faces.count(anna)).isEqualTo(1);
	}

	@Test
	void faultyFacesOfListDoNotAffectTheOthers() {
		Version photo = this.faces.photo();
		Map<String, Object> stranger = new HashMap<>(TestFaces.draft(photo.id(), 1, 2, 3, 4));
		stranger.put("person_id", UUID.randomUUID().toString());
		List<Map<String, Object>> items = List.of(TestFaces.draft(photo.id(), 1, 2, 3, 4),
				TestFaces.draft(UUID.randomUUID(), 1, 2, 3, 4), TestFaces.draft(photo.id(), 1, 2, 0, 4), stranger);

		JsonNode listed = this.http.post("/api/faces", Map.of("faces", items)).json();
		List<JsonNode> lines = this.http
			.send(HttpMethod.POST, "/api/faces", MediaType.APPLICATION_NDJSON, TestFaces.lines(items))
			.lines();

		for (List<JsonNode> results : List.of(listed.path("results").values().stream().toList(), lines)) {
			assertThat(results).extracting((result) -> result.path("status").asString())
				.containsExactly("created", "missing", "invalid", "missing");
			assertThat(results.get(0).path("face_id").isString()).isTrue();
			assertThat(results.get(2).path("detail").asString()).startsWith("bounding_box must be [x,y,w,h]");
		}
		assertThat(listed.path("created").asInt()).isEqualTo(1);
		assertThat(listed.path("missing").asInt()).isEqualTo(2);
		assertThat(this.faces.ids("/api/faces?photo_id=" + photo.id())).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{\"bounding_box\":[1,2,3]}|/bounding_box", "{\"bounding_box\":[1,2,3,-1]}|/bounding_box",
					"{\"bounding_box\":[-2,2,3,4]}|/bounding_box", "{\"bounding_box\":null}|/bounding_box",
					"{\"confidence\":101}|/confidence", "{\"confidence\":1.5}|/confidence",
					"{\"embedding\":[1]}|/embedding", "{\"embedding\":[0,0]}|/embedding",
					"{\"embedding\":[1,\"2\"]}|/embedding", "{\"embedding\":[1,1e999]}|/embedding",
					"{\"person_id\":5}|/person_id", "{\"ignored\":\"no\"}|/ignored",
					"{\"ignored\":true,\"person_id\":\"x\"}|/ignored" })
	void wrongFieldsAreReported(String body, String pointer) {
		String face = this.faces.face(this.faces.photo().id(), null);

		Http.Answer answer = this.http.send(HttpMethod.PATCH, "/api/faces/" + face, MediaType.APPLICATION_JSON,
				body.getBytes(StandardCharsets.UTF_8));

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo(pointer);
	}

	@Test
	void patchChangesOnlyWhatIsSent() {
		String anna = this.faces.person("Anna");
		String face = this.faces.face(this.faces.photo().id(), null, 1, 0);

		JsonNode changed = this.faces
			.patch("/api/faces/" + face, Map.of("bounding_box", List.of(5, 6, 7, 8), "person_id", anna))
			.json();
		JsonNode without = this.faces.patch("/api/faces/" + face, Collections.singletonMap("embedding", null)).json();
		JsonNode ignored = this.faces.patch("/api/faces/" + face, Map.of("ignored", true, "confidence", 7)).json();

		assertThat(changed.path("bounding_box").toString()).isEqualTo("[5,6,7,8]");
		assertThat(changed.path("confidence").asInt()).isEqualTo(90);
		assertThat(changed.path("person_name").asString()).isEqualTo("Anna");
		assertThat(without.path("has_embedding").asBoolean()).isFalse();
		assertThat(without.path("person_id").asString()).isEqualTo(anna);
		assertThat(ignored.path("person_id").isNull()).isTrue();
		assertThat(ignored.path("confidence").asInt()).isEqualTo(7);
		assertThat(this.faces.count(anna)).isZero();
		assertThat(this.faces.patch("/api/faces/" + face, Map.of("person_id", UUID.randomUUID())).status())
			.isEqualTo(404);
		assertThat(this.faces.patch("/api/faces/" + UUID.randomUUID(), Map.of("confidence", 1)).status())
			.isEqualTo(404);
	}

	@Test
	void assignmentMovesFacesBetweenPeopleAndLists() {
		String anna = this.faces.person("Anna");
		String ben = this.faces.person("Ben");
		Version photo = this.faces.photo();
		String one = this.faces.face(photo.id(), null);
		String two = this.faces.face(photo.id(), ben);
		String unknown = UUID.randomUUID().toString();

		JsonNode assigned = this.faces.assign(anna, one, two, unknown, "x");

		assertThat(assigned.path("assigned").asInt()).isEqualTo(2);
		assertThat(assigned.path("missing").values().stream().map(JsonNode::asString)).containsExactly("x", unknown);
		assertThat(this.faces.assign(anna, one).path("unchanged").asInt()).isEqualTo(1);
		assertThat(List.of(this.faces.count(anna), this.faces.count(ben))).containsExactly(2, 0);
		JsonNode ignored = this.http.post("/api/faces/ignore", Map.of("face_ids", List.of(one, "y"))).json();
		assertThat(ignored.toString()).isEqualTo("{\"ignored\":1,\"unchanged\":0,\"missing\":[\"y\"]}");
		assertThat(this.faces.ids("/api/faces/ignored?per_page=500")).contains(one).doesNotContain(two);
		assertThat(this.faces.count(anna)).isEqualTo(1);
		assertThat(this.http.post("/api/faces/" + one + "/unignore", Map.of()).json().path("ignored").asBoolean())
			.isFalse();
		assertThat(this.faces.ids("/api/faces/unassigned?per_page=500")).contains(one).doesNotContain(two);
		assertThat(this.faces.assign(null, two).path("assigned").asInt()).isEqualTo(1);
		assertThat(this.faces.count(anna)).isZero();
		Map<String, Object> stranger = Map.of("face_ids", List.of(one), "person_id", unknown);
		assertThat(this.http.post("/api/faces/assign", stranger).status()).isEqualTo(404);
		assertThat(this.http.post("/api/faces/assign", Map.of("face_ids", List.of(one))).pointer())
			.isEqualTo("/person_id");
		assertThat(this.http.send(HttpMethod.DELETE, "/api/faces/{id}", one).status()).isEqualTo(204);
		assertThat(this.http.send(HttpMethod.DELETE, "/api/faces/{id}", one).status()).isEqualTo(404);
	}

	@Test
	void batchAssignsEachFaceToItsPerson() {
		String anna = this.faces.person("Anna");
		String ben = this.faces.person("Ben");
		Version photo = this.faces.photo();
		String one = this.faces.face(photo.id(), null);
		String two = this.faces.face(photo.id(), null);
		String unknown = UUID.randomUUID().toString();

		JsonNode answer = this.http.post("/api/faces/batch-assign",
				Map.of("assignments",
						List.of(Map.of("face_id", one, "person_id", anna), Map.of("face_id", two, "person_id", ben),
								Map.of("face_id", unknown, "person_id", ben), Map.of("face_id", two, "person_id", ben),
								Map.of("face_id", one), Map.of("face_id", unknown, "person_id", "x"))))
			.json();

		assertThat(answer.path("results").values().stream().map((result) -> result.path("status").asString()))
			.containsExactly("assigned", "assigned", "missing", "assigned", "invalid", "missing");
		assertThat(answer.path("assigned").asInt()).isEqualTo(3);
		assertThat(answer.path("missing").size()).isEqualTo(2);
		assertThat(List.of(this.faces.count(anna), this.faces.count(ben))).containsExactly(1, 1);
	}

	@Test
	void faceInTrashIsInNoListAndDoesNotCount() {
		String anna = this.faces.person("Anna");
		Version photo = this.faces.photo();
		String face = this.faces.face(photo.id(), anna, 1, 0);
		this.http.send(HttpMethod.DELETE, "/api/assets/{id}", photo.assetId());

		assertThat(this.faces.count(anna)).isZero();
		assertThat(this.faces.ids("/api/faces?person_id=" + anna)).isEmpty();
		assertThat(this.faces.ids("/api/people/" + anna + "/photos")).isEmpty();
		assertThat(this.http.post("/api/faces", TestFaces.draft(photo.id(), 1, 2, 3, 4)).status()).isEqualTo(409);
		assertThat(this.http.get("/api/faces/{id}", face).status()).isEqualTo(200);
		this.http.post("/api/assets/restore", Map.of("asset_ids", List.of(photo.assetId())));
		assertThat(this.faces.count(anna)).isEqualTo(1);
		assertThat(this.faces.ids("/api/people/" + anna + "/photos")).containsExactly(photo.id().toString());
		this.http.send(HttpMethod.DELETE, "/api/assets/{id}?permanent=true", photo.assetId());
		assertThat(this.faces.count(anna)).isZero();
		assertThat(this.http.get("/api/faces/{id}", face).status()).isEqualTo(404);
	}

	@Test
	void pagesAndStreamHaveTheSameFaces() {
		Version photo = this.faces.photo();
		String anna = this.faces.person("Anna");
		List<String> stored = List.of(this.faces.face(photo.id(), anna), this.faces.face(photo.id(), anna),
				this.faces.face(photo.id(), anna));
		String list = "/api/faces?person_id=" + anna;

		JsonNode first = this.http.get(list + "&per_page=2").json();
		JsonNode second = this.http.get(list + "&per_page=2&after={after}", first.path("next").asString()).json();
		List<JsonNode> lines = this.http.with("Accept", "application/x-ndjson").get(list).lines();

		assertThat(first.path("total").asInt()).isEqualTo(3);
		assertThat(second.path("items").size()).isEqualTo(1);
		assertThat(lines).extracting((face) -> face.path("id").asString())
			.containsExactly(stored.get(2), stored.get(1), stored.get(0));
		assertThat(second.at("/items/0/id").asString()).isEqualTo(stored.get(0));
	}

}
