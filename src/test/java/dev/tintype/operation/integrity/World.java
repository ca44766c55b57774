package dev.tintype.operation.integrity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.imaging.work.Pictures;
import dev.tintype.testing.Http;
import dev.tintype.testing.StoredUploads;
import dev.tintype.web.http.Json;

import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fills all tables through the endpoints, and saves more on request.
 */
final class World {

	private final Http http;

	private final Path photos;

	private final Path uploads;

	World(Http http, Environment environment) throws IOException {
		this.http = http;
		this.photos = Path.of(environment.getRequiredProperty("tintype.images.roots")).toRealPath();
		this.uploads = Path.of(environment.getRequiredProperty("tintype.data-dir")).resolve("uploads");
	}

	Path photos() {
		return this.photos;
	}

	Path uploads() {
		return this.uploads;
	}

	/** Returns the ids of a registered, an uploaded and an awaited image. */
	List<String> fill() throws IOException {
		Path registered = Pictures.png(this.photos, "registered.png", 300, 200);
		String first = this.http.post("/api/images/register-folder", Map.of("folder_path", this.photos.toString()))
			.json()
			.path("images")
			.values()
			.stream()
			.filter((image) -> image.path("path").asString().equals(registered.toString()))
			.map((image) -> image.path("image_id").asString())
			.findFirst()
			.orElseThrow();
		String second = await();
		put("/api/images/" + second + "/content", Files.readAllBytes(registered));
		String third = await();
		for (String id : List.of(first, second)) {
			assertThat(this.http.get("/api/images/{id}/content", id).status()).isEqualTo(200);
			assertThat(this.http.get("/api/images/{id}/thumbnail", id).status()).isEqualTo(200);
			assertThat(this.http.get("/api/images/{id}/thumbnail?format=jpeg", id).status()).isEqualTo(200);
			caption(id, "a boat", "model");
			caption(id, "a sailing boat", "import");
			caption(id, "Grandfather's boat", "human");
			caption(id, "a ship", "model");
		}
		caption(third, "a plane", "model");
		this.http.post("/api/captions", Map.of("captions", List.of(item(third, "one"), item(third, "two"))));
		prompt(Map.of("prompt_text", "A Boat  at sea", "image_id", second));
		prompt(Map.of("prompt_text", "A Plane"));
		for (int i = 0; i < 3; i++) {
			message("t1", "question " + i);
			message("t2", "question " + i);
		}
		json(HttpMethod.PUT, "/api/documents/d1", Map.of("name", "first", "content", "words of a document"));
		json(HttpMethod.PUT, "/api/documents/d2", Map.of("name", "second", "content", "other words"));
		return List.of(first, second, third);
	}

	void caption(String image, String text, String source) {
		json(HttpMethod.PUT, "/api/images/" + image + "/caption", Map.of("caption", text, "source", source));
	}

	void captions(List<String> images) {
		ok(this.http.post("/api/captions", Map.of("captions",
				images.stream().map((image) -> item(image, UUID.randomUUID().toString())).toList())));
	}

	void prompt(Map<String, String> prompt) {
		ok(this.http.post("/api/prompts", prompt));
	}

	String message(String thread, String question) {
		return ok(this.http.post("/api/chat/threads/" + thread + "/messages",
				Map.of("question", question, "answer", "an answer")))
			.json()
			.path("id")
			.asString();
	}

	void document(String code) {
		json(HttpMethod.PUT, "/api/documents/" + code, Map.of("name", code, "content", "words " + UUID.randomUUID()));
	}

	String await() {
		return ok(this.http.post("/api/images/register-files", Map.of("files", List.of(Map.of("filename", "a.png")))))
			.json()
			.at("/image_ids/0")
			.asString();
	}

	void put(String uri, byte[] bytes) {
		ok(this.http.send(HttpMethod.PUT, uri, MediaType.APPLICATION_OCTET_STREAM, bytes));
	}

	void delete(String uri) {
		ok(this.http.send(HttpMethod.DELETE, uri));
	}

	Path stored(String id, String suffix) {
		return StoredUploads.find(this.uploads, id, suffix);
	}

	private static Map<String, String> item(String image, String text) {
		return Map.of("image_id", image, "caption", text);
	}

	private void json(HttpMethod method, String uri, Map<String, ?> body) {
		ok(this.http.send(method, uri, MediaType.APPLICATION_JSON, Json.MAPPER.writeValueAsBytes(body)));
	}

	private static Http.Answer ok(Http.Answer answer) {
		assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
		return answer;
	}

}
