package dev.tintype.operation.feed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.library.asset.TestLibrary;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each feature records its changes.
 */
@IntegrationTest
class TopicsIntegrationTests {

	private final Http http;

	private final Environment environment;

	private final TestFeed feed;

	TopicsIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment) {
		this.http = new Http(client);
		this.environment = environment;
		this.feed = new TestFeed(this.http);
	}

	@Test
	void imagesAreRecorded() {
		String image = image();
		this.feed.await("images", "created", image);

		assertThat(this.http.send(HttpMethod.DELETE, "/api/images/{id}", image).status()).isEqualTo(204);
		this.feed.await("images", "deleted", image);
	}

	@Test
	void captionsAreRecordedWithTheirOperation() {
		String image = image();
		JsonNode saved = caption(image, "a lake");
		String operation = saved.path("operation_id").asString();

		JsonNode change = this.feed.await("captions", "captioned", image);
		assertThat(change.path("operation_id").asString()).isEqualTo(operation);
		assertThat(change.path("count").asInt()).isEqualTo(1);
		assertThat(this.http.post("/api/captions/operations/" + operation + "/undo", Map.of()).status()).isEqualTo(200);
		this.feed.await("captions", "cleared", image);
	}

	@Test
	void promptsAreRecordedWithoutIds() {
		String text = UUID.randomUUID().toString();
		String id = this.http.post("/api/prompts", Map.of("prompt_text", text)).json().path("id").asString();
		this.feed.await("prompts", "used", "");

		patch("/api/prompts/" + id, "{\"model\":\"flux\"}");
		this.feed.await("prompts", "updated", "");
		assertThat(this.http.send(HttpMethod.DELETE, "/api/prompts/{id}", id).status()).isEqualTo(204);
		this.feed.await("prompts", "deleted", "");
	}

	@Test
	void documentsAreRecorded() {
		String path = "/api/documents/" + UUID.randomUUID();
		byte[] body = "{\"name\":\"a\",\"content\":\"b\"}".getBytes(StandardCharsets.UTF_8);
		String id = this.http.send(HttpMethod.PUT, path, MediaType.APPLICATION_JSON, body).json().path("id").asString();
		this.feed.await("documents", "created", id);

		patch(path, "{\"content\":\"c\"}");
		this.feed.await("documents", "updated", id);
		assertThat(this.http.send(HttpMethod.DELETE, path).status()).isEqualTo(204);
		this.feed.await("documents", "deleted", id);
	}

	@Test
	void chatsAreRecordedWithoutIds() {
		String thread = this.http.post("/api/chat/threads", Map.of()).json().path("thread_id").asString();
		this.http.post("/api/chat/threads/" + thread + "/messages", Map.of("question", "a", "answer", "b"));
		this.feed.await("chat", "created", "");

		assertThat(this.http.send(HttpMethod.DELETE, "/api/chat/threads/{id}", thread).status()).isBetween(200, 204);
		assertThat(this.feed.await("chat", "deleted", "").path("count").asInt()).isEqualTo(2);
	}

	@Test
	void photosAreRecorded(@TempDir Path folder) throws IOException {
		TestLibrary library = new TestLibrary(this.http, this.environment, folder);
		JsonNode result = library.ingest("feed.jpg");
		String asset = result.path("asset_id").asString();
		String photo = TestLibrary.photo(result);
		this.feed.await("photos", "created", asset);

		patch("/api/photos/" + photo, "{\"rating\":3}");
		this.feed.await("photos", "updated", asset);
		library.act(photo, "process");
		this.feed.await("photos", "promoted", asset);
		this.http.send(HttpMethod.DELETE, "/api/assets/{id}", asset);
		this.feed.await("photos", "trashed", asset);
		this.http.send(HttpMethod.DELETE, "/api/assets/{id}?permanent=true", asset);
		this.feed.await("photos", "deleted", asset);
	}

	@Test
	void peopleAreRecorded() {
		String ada = person("Ada");
		String bob = person("Bob");
		this.feed.await("people", "created", ada);

		patch("/api/people/" + ada, "{\"notes\":\"n\"}");
		this.feed.await("people", "updated", ada);
		this.http.post("/api/relationships",
				Map.of("person1_id", ada, "person2_id", bob, "relationship_type", "friend"));
		this.feed.await("people", "updated", "");
		JsonNode merge = this.http.post("/api/people/" + ada + "/merge", Map.of("source_id", bob)).json();
		this.feed.await("people", "merged", ada);
		this.feed.await("people", "deleted", bob);
		this.http.send(HttpMethod.POST, "/api/people/merges/{id}/undo", merge.path("merge_id").asString());
		this.feed.await("people", "restored", bob);
	}

	@Test
	void collectionsAreRecorded() {
		String id = this.http.post("/api/collections", Map.of("name", "Lakes")).json().path("id").asString();
		this.feed.await("collections", "created", id);

		patch("/api/collections/" + id, "{\"description\":\"d\"}");
		this.feed.await("collections", "updated", id);
		assertThat(this.http.send(HttpMethod.DELETE, "/api/collections/{id}", id).status()).isEqualTo(204);
		this.feed.await("collections", "deleted", id);
	}

	@Test
	void jobsAreRecordedAtBeginningAndEnd() {
		String location = this.http.post("/api/database/backup", Map.of()).header("Location");
		String id = location.replaceFirst(".*/", "");

		this.feed.await("jobs", "created", id);
		this.feed.await("jobs", "ended", id);
		assertThat(this.http.send(HttpMethod.DELETE, "/api/jobs/{id}", id).status()).isEqualTo(204);
		this.feed.await("jobs", "deleted", id);
	}

	private String image() {
		return this.http.post("/api/images/register-files", Map.of("files", List.of(Map.of("filename", "topic.png"))))
			.json()
			.at("/image_ids/0")
			.asString();
	}

	private JsonNode caption(String image, String text) {
		return this.http.post("/api/captions", Map.of("captions", List.of(Map.of("image_id", image, "caption", text))))
			.json();
	}

	private String person(String name) {
		return this.http.post("/api/people", Map.of("name", name)).json().path("id").asString();
	}

	private void patch(String path, String json) {
		send(HttpMethod.PATCH, path, json);
	}

	private void send(HttpMethod method, String path, String json) {
		assertThat(this.http.send(method, path, MediaType.APPLICATION_JSON, json.getBytes(StandardCharsets.UTF_8))
			.status()).isEqualTo(200);
	}

}
