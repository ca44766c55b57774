package dev.tintype.library.face;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.tintype.data.sql.Transactions;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.TestAssets;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import dev.tintype.testing.Http;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes people, photos and faces.
 */
public final class TestFaces {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private final Http http;

	private final Assets assets;

	private final Transactions transactions;

	public TestFaces(Http http, Assets assets, Transactions transactions) {
		this.http = http;
		this.assets = assets;
		this.transactions = transactions;
	}

	/**
	 * Inserts an asset without an image, so its size is unknown.
	 */
	public Version photo() {
		Asset asset = TestAssets.of("p.jpg", List.of(), Tier.BRONZE);
		this.transactions.run(this.assets.insert(List.of(asset))).block(LIMIT);
		return asset.best();
	}

	public String person(String name) {
		Http.Answer answer = this.http.post("/api/people", Map.of("name", name));
		assertThat(answer.status()).as(answer.text()).isEqualTo(201);
		return answer.json().path("id").asString();
	}

	public JsonNode find(String person) {
		return this.http.get("/api/people/{id}", person).json();
	}

	public int count(String person) {
		return find(person).path("face_count").asInt(-1);
	}

	/**
	 * Stores a face.
	 * @param person null for nobody
	 * @param embedding empty for none
	 */
	public String face(Object photo, @Nullable String person, double... embedding) {
		Map<String, Object> face = new HashMap<>(draft(photo, 1, 2, 3, 4));
		if (person != null) {
			face.put("person_id", person);
		}
		if (embedding.length > 0) {
			face.put("embedding", embedding);
		}
		Http.Answer answer = this.http.post("/api/faces", face);
		assertThat(answer.status()).as(answer.text()).isEqualTo(201);
		return answer.json().path("id").asString();
	}

	public static Map<String, Object> draft(Object photo, double... box) {
		return Map.of("photo_id", photo.toString(), "bounding_box", box, "confidence", 90);
	}

	public JsonNode assign(@Nullable String person, String... faces) {
		Map<String, Object> body = new HashMap<>();
		body.put("face_ids", List.of(faces));
		body.put("person_id", person);
		Http.Answer answer = this.http.post("/api/faces/assign", body);
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.json();
	}

	public Http.Answer patch(String path, Map<String, ?> body) {
		return send(HttpMethod.PATCH, path, body);
	}

	public Http.Answer send(HttpMethod method, String path, Map<String, ?> body) {
		return this.http.send(method, path, MediaType.APPLICATION_JSON, Json.MAPPER.writeValueAsBytes(body));
	}

	/**
	 * The ids of a listing.
	 */
	public List<String> ids(String path) {
		Http.Answer answer = this.http.get(path);
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.json().path("items").values().stream().map((item) -> item.path("id").asString()).toList();
	}

	public static byte[] lines(List<? extends Map<String, ?>> items) {
		StringBuilder lines = new StringBuilder();
		items.forEach((item) -> lines.append(Json.MAPPER.writeValueAsString(item)).append('\n'));
		return lines.toString().getBytes(StandardCharsets.UTF_8);
	}

}
