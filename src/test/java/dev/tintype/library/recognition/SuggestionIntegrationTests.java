package dev.tintype.library.recognition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import dev.tintype.data.sql.Transactions;
import dev.tintype.library.face.TestFaces;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.Version;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class SuggestionIntegrationTests {

	private final Http http;

	private final TestFaces faces;

	SuggestionIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets,
			@Autowired Transactions transactions) {
		this.http = new Http(client);
		this.faces = new TestFaces(this.http, assets, transactions);
	}

	@Test
	void confidenceIsMeanOfCosinesAboveTheLimit() {
		Version photo = this.faces.photo();
		String anna = this.faces.person("Anna");
		String ben = this.faces.person("Ben");
		String cover = this.faces.face(photo.id(), anna, 2, 0, 0, 0, 0);
		this.faces.face(photo.id(), anna, 0.8, 0.6, 0, 0, 0);
		this.faces.face(photo.id(), anna, 0, 1, 0, 0, 0);
		this.faces.face(photo.id(), ben, 0, 0, 1, 0, 0);
		String face = this.faces.face(photo.id(), null, 5, 0, 0, 0, 0);

		List<JsonNode> items = suggestions(face);

		assertThat(items).hasSize(1);
		assertThat(items.get(0).path("person_id").asString()).isEqualTo(anna);
		assertThat(items.get(0).path("name").asString()).isEqualTo("Anna");
		assertThat(items.get(0).path("confidence").asDouble()).isEqualTo(90);
		assertThat(items.get(0).path("faces").asInt()).isEqualTo(2);
		assertThat(items.get(0).path("crop_url").asString()).startsWith("/api/faces/" + cover + "/crop");
		assertThat(listed(face).path("suggestions").values().stream().toList()).isEqualTo(items);
		assertThat(suggestions(this.faces.face(photo.id(), null))).isEmpty();
		assertThat(this.http.get("/api/faces/{id}/suggestions", "x").status()).isEqualTo(404);
	}

	private JsonNode listed(String face) {
		return this.http.with("Accept", "application/x-ndjson")
			.get("/api/faces/suggestions")
			.lines()
			.stream()
			.filter((line) -> line.path("id").asString().equals(face))
			.findFirst()
			.orElseThrow();
	}

	private List<JsonNode> suggestions(String face) {
		Http.Answer answer = this.http.get("/api/faces/{id}/suggestions", face);
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.json().path("items").values().stream().toList();
	}

	@Test
	void suggestionsFollowAssignmentsTrashAndMerges() {
		Version photo = this.faces.photo();
		Version other = this.faces.photo();
		String anna = this.faces.person("Anna");
		String ben = this.faces.person("Ben");
		String face = this.faces.face(photo.id(), null, 1, 0, 0, 0, 0, 0);
		String known = this.faces.face(other.id(), anna, 1, 0.1, 0, 0, 0, 0);
		assertThat(people(face)).containsExactly(anna);

		this.faces.assign(ben, known);
		assertThat(people(face)).containsExactly(ben);
		this.http.send(HttpMethod.DELETE, "/api/assets/{id}", other.assetId());
		assertThat(people(face)).isEmpty();
		this.http.post("/api/assets/restore", Map.of("asset_ids", List.of(other.assetId())));
		assertThat(people(face)).containsExactly(ben);
		String merge = this.http.post("/api/people/" + anna + "/merge", Map.of("source_id", ben))
			.json()
			.path("merge_id")
			.asString();
		assertThat(people(face)).containsExactly(anna);
		this.http.post("/api/people/merges/" + merge + "/undo", Map.of());
		assertThat(people(face)).containsExactly(ben);
		this.faces.patch("/api/faces/" + known, Map.of("embedding", List.of(0, 0, 0, 0, 0, 1)));
		assertThat(people(face)).isEmpty();
		this.faces.patch("/api/faces/" + known, Map.of("embedding", List.of(1, 0, 0, 0, 0, 0)));
		assertThat(people(face)).containsExactly(ben);
		this.http.send(HttpMethod.DELETE, "/api/faces/{id}", known);
		assertThat(people(face)).isEmpty();
	}

	private List<String> people(String face) {
		return suggestions(face).stream().map((item) -> item.path("person_id").asString()).toList();
	}

	@Test
	void suggestionsAreThoseOfPlainComparison() {
		Random random = new Random(28);
		Version photo = this.faces.photo();
		Map<String, List<double[]>> people = new LinkedHashMap<>();
		List<Map<String, Object>> drafts = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			String person = this.faces.person("P" + i);
			double[] center = vector(random, 16);
			people.put(person, IntStream.range(0, 4).mapToObj((face) -> near(random, center, 0.35)).toList());
			people.get(person).forEach((face) -> drafts.add(draft(photo, person, face)));
		}
		assertThat(this.http.post("/api/faces", Map.of("faces", drafts)).json().path("created").asInt()).isEqualTo(160);
		int same = 0;
		for (List<double[]> faces : people.values()) {
			double[] asked = near(random, faces.get(0), 0.5);
			List<String> found = people(this.faces.face(photo.id(), null, asked));
			same += found.equals(compared(people, asked)) ? 1 : 0;
		}

		assertThat(same).isGreaterThanOrEqualTo(39);
	}

	private static Map<String, Object> draft(Version photo, String person, double[] embedding) {
		return Map.of("photo_id", photo.id(), "bounding_box", List.of(1, 2, 3, 4), "person_id", person, "embedding",
				embedding);
	}

	private static List<String> compared(Map<String, List<double[]>> people, double[] asked) {
		Map<String, Double> means = new LinkedHashMap<>();
		people.forEach((person, faces) -> faces.stream()
			.mapToDouble((face) -> cosine(face, asked))
			.filter((cosine) -> cosine > 0.75)
			.average()
			.ifPresent((mean) -> means.put(person, mean)));
		return means.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
			.limit(3)
			.map(Map.Entry::getKey)
			.toList();
	}

	private static double cosine(double[] a, double[] b) {
		return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
	}

	private static double dot(double[] a, double[] b) {
		return IntStream.range(0, a.length).mapToDouble((i) -> a[i] * b[i]).sum();
	}

	private static double[] vector(Random random, int length) {
		return random.doubles(length, -1, 1).toArray();
	}

	private static double[] near(Random random, double[] center, double distance) {
		double[] noise = vector(random, center.length);
		return IntStream.range(0, center.length).mapToDouble((i) -> center[i] + distance * noise[i]).toArray();
	}

}
