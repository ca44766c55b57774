package dev.tintype.caption.claim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import dev.tintype.testing.Http;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The requests that tests of runs send, and images that only their runs select.
 */
final class RunBench {

	final Http http;

	final String name = "run-" + UUID.randomUUID();

	RunBench(WebTestClient client) {
		this.http = new Http(client);
	}

	List<String> images(int count) {
		List<Map<String, String>> files = IntStream.range(0, count)
			.mapToObj((i) -> Map.of("filename", this.name))
			.toList();
		return texts(this.http.post("/api/images/register-files", Map.of("files", files)).json().path("image_ids"));
	}

	Map<String, Object> draft(Map<String, ?> more) {
		Map<String, Object> draft = new HashMap<>(Map.of("model", "m", "filter", "filename = " + this.name));
		draft.putAll(more);
		return draft;
	}

	String create(Map<String, ?> more) {
		Http.Answer answer = this.http.post("/api/captions/runs", draft(more));
		assertThat(answer.status()).as(answer.text()).isEqualTo(201);
		String id = answer.json().path("run_id").asString();
		assertThat(answer.header("Location")).isEqualTo("/api/captions/runs/" + id);
		return id;
	}

	Http.Answer post(String run, String action, Map<String, ?> body) {
		return this.http.post("/api/captions/runs/" + run + "/" + action, body);
	}

	JsonNode change(String run, String action) {
		return ok(this.http.send(HttpMethod.POST, "/api/captions/runs/" + run + "/" + action));
	}

	JsonNode run(String run) {
		return ok(this.http.get("/api/captions/runs/" + run));
	}

	/** Claims until there are images, or the run says that there are none. */
	JsonNode claim(String run, String worker, int limit) {
		while (true) {
			Http.Answer answer = post(run, "claims", Map.of("worker", worker, "limit", limit));
			JsonNode claimed = ok(answer);
			if (!claimed.path("items").isEmpty() || !"0".equals(answer.header("Retry-After"))) {
				return claimed;
			}
		}
	}

	List<String> claimed(String run, String worker, int limit) {
		List<String> ids = new ArrayList<>();
		claim(run, worker, limit).path("items").forEach((item) -> ids.add(item.path("image_id").asString()));
		return ids;
	}

	JsonNode save(String run, String worker, List<String> images) {
		return results(run, worker,
				images.stream().map((image) -> Map.of("image_id", image, "caption", "by " + worker)).toList());
	}

	JsonNode fail(String run, String worker, List<String> images) {
		return results(run, worker,
				images.stream().map((image) -> Map.of("image_id", image, "error", "no memory")).toList());
	}

	JsonNode results(String run, String worker, List<Map<String, String>> results) {
		return ok(post(run, "results", Map.of("worker", worker, "results", results)));
	}

	static String figures(JsonNode run) {
		return run.path("state").asString() + " " + run.path("total") + " " + run.path("done") + " "
				+ run.path("failed") + " " + run.path("claimed");
	}

	static List<String> texts(JsonNode array) {
		return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
	}

	static JsonNode ok(Http.Answer answer) {
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.json();
	}

}
