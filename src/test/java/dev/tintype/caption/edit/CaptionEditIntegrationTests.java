package dev.tintype.caption.edit;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import dev.tintype.operation.job.JobStop;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.testing.SoloRun;
import dev.tintype.web.http.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@IntegrationTest
class CaptionEditIntegrationTests {

	private static final List<Map<String, String>> EDITS = List.of(Map.of("pattern", "^old.*$", "replace", ""),
			Map.of("find", "cat", "replace", "dog"));

	private final Http http;

	private final EditJob job;

	private List<String> images = List.of();

	private String filter = "";

	CaptionEditIntegrationTests(@Autowired WebTestClient client, @Autowired EditJob job) {
		this.http = new Http(client);
		this.job = job;
	}

	@BeforeEach
	void saveCaptions() {
		String name = "edit-" + UUID.randomUUID();
		List<Map<String, String>> files = IntStream.range(0, 4).mapToObj((i) -> Map.of("filename", name)).toList();
		JsonNode ids = this.http.post("/api/images/register-files", Map.of("files", files)).json().path("image_ids");
		this.images = StreamSupport.stream(ids.spliterator(), false).map(JsonNode::asString).toList();
		this.filter = "filename = " + name;
		this.http.post("/api/captions", Map.of("captions",
				List.of(item(0, "a cat", "human"), item(1, "a bird", "model"), item(2, "old", "import"))));
	}

	@Test
	void dryRunWritesNothing() {
		JsonNode seen = ok(edit(Map.of("dry_run", true)));
		assertThat(counts(seen)).containsExactly(3, 1, 1, 1);
		assertThat(seen.propertyNames()).containsExactly("matched", "changed", "unchanged", "emptied", "sample");
		assertThat(seen.path("sample").toString())
			.isEqualTo("[{\"image_id\":\"" + this.images.get(0) + "\",\"before\":\"a cat\",\"after\":\"a dog\"}]");
		assertThat(captions()).containsExactly("a cat", "a bird", "old", "null");
		JsonNode emptied = ok(edit(Map.of("dry_run", true, "allow_empty", true)));
		assertThat(counts(emptied)).containsExactly(3, 1, 1, 1);
		assertThat(emptied.path("sample").path(1).path("after").isNull()).isTrue();
	}

	@Test
	void editIsOneOperationOfPerson() {
		JsonNode done = ok(edit(Map.of("label", "dogs", "expected", 3)));
		assertThat(counts(done)).containsExactly(3, 1, 1, 1);
		assertThat(captions()).containsExactly("a dog", "a bird", "old", "null");
		JsonNode operation = ok(this.http.get("/api/captions/operations/" + done.path("operation_id").asString()));
		assertThat(operation.path("kind").asString()).isEqualTo("edit");
		assertThat(operation.path("label").asString()).isEqualTo("dogs");
		assertThat(operation.path("source").asString()).isEqualTo("human");
		assertThat(operation.path("saved").asInt()).isEqualTo(1);
		assertThat(ok(edit(Map.of())).path("operation_id").isNull()).isTrue();
	}

	@Test
	void emptyResultClearsCaptionIfAllowed() {
		JsonNode done = ok(edit(Map.of("allow_empty", true, "source", "import")));
		assertThat(captions()).containsExactly("a dog", "a bird", "null", "null");
		JsonNode image = ok(this.http.get("/api/images/" + this.images.get(0)));
		assertThat(image.path("caption_source").asString()).isEqualTo("import");
		assertThat(image.path("caption_model").asString()).isEqualTo("m");
		assertThat(undo(done.path("operation_id").asString()))
			.isEqualTo("{\"restored\":2,\"cleared\":0,\"skipped\":0}");
		assertThat(captions()).containsExactly("a cat", "a bird", "old", "null");
	}

	@Test
	void unexpectedNumberIsRefused() {
		assertThat(edit(Map.of("expected", 2)).status()).isEqualTo(409);
		assertThat(edit(Map.of("expected", 2, "dry_run", true)).status()).isEqualTo(409);
		assertThat(clear("&expected=4").status()).isEqualTo(409);
		assertThat(captions()).containsExactly("a cat", "a bird", "old", "null");
	}

	@Test
	void clearIsOneOperationAndCanBeUndone() {
		JsonNode done = ok(clear("&expected=3&label=start+again"));
		assertThat(done.path("cleared").asInt()).isEqualTo(3);
		assertThat(captions()).containsOnly("null");
		String id = done.path("operation_id").asString();
		assertThat(ok(this.http.get("/api/captions/operations/" + id)).toString())
			.contains("\"kind\":\"clear\",\"label\":\"start again\"", "\"saved\":3,\"kept\":0");
		assertThat(undo(id)).isEqualTo("{\"restored\":3,\"cleared\":0,\"skipped\":0}");
		assertThat(captions()).containsExactly("a cat", "a bird", "old", "null");
		assertThat(this.http.send(HttpMethod.DELETE, "/api/captions?filter=").status()).isEqualTo(400);
		assertThat(this.http.send(HttpMethod.DELETE, "/api/captions").status()).isEqualTo(400);
	}

	@Test
	void keyedEditRunsOnce() {
		Http keyed = this.http.with("Idempotency-Key", UUID.randomUUID().toString());
		Map<String, Object> body = Map.of("filter", this.filter, "edits", List.of(Map.of("suffix", "!")));
		assertThat(ok(keyed.post("/api/captions/edit", body))).isEqualTo(ok(keyed.post("/api/captions/edit", body)));
		assertThat(captions()).containsExactly("a cat!", "a bird!", "old!", "null");
		assertThat(keyed.with("Prefer", "respond-async")
			.post("/api/captions/edit", Map.of("filter", this.filter, "edits", EDITS))
			.status()).isEqualTo(422);
	}

	@Test
	void jobIsOneOperationThatJobUndoes() {
		Http async = this.http.with("Prefer", "respond-async");
		Http.Answer accepted = async.post("/api/captions/edit",
				Map.of("filter", this.filter, "edits", EDITS, "label", "job", "allow_empty", true));
		assertThat(accepted.status()).isEqualTo(202);
		JsonNode job = ended(accepted.json().path("id").asString());
		String operation = job.path("id").asString();
		assertThat(counts(job.path("result"))).containsExactly(3, 1, 1, 1);
		assertThat(job.path("result").path("operation_id").asString()).isEqualTo(operation);
		assertThat(captions()).containsExactly("a dog", "a bird", "null", "null");
		assertThat(ok(this.http.get("/api/captions/operations/" + operation)).path("label").asString())
			.isEqualTo("job");
		JsonNode undone = ended(async.send(HttpMethod.POST, "/api/captions/operations/" + operation + "/undo")
			.json()
			.path("id")
			.asString());
		assertThat(undone.path("kind").asString()).isEqualTo("undo_operation");
		assertThat(undone.path("result"))
			.isEqualTo(Json.MAPPER.readTree("{\"restored\":2,\"cleared\":0,\"skipped\":0}"));
		assertThat(captions()).containsExactly("a cat", "a bird", "old", "null");
		JsonNode cleared = ended(async.send(HttpMethod.DELETE, "/api/captions?filter={filter}", this.filter)
			.json()
			.path("id")
			.asString());
		assertThat(cleared.path("result").path("cleared").asInt()).isEqualTo(3);
		assertThat(captions()).containsOnly("null");
	}

	@Test
	void jobEditsNoMoreThanExpected() {
		Map<String, Object> request = new HashMap<>(Map.of("filter", this.filter, "expected", 2));
		request.put("edits", List.of(Map.of("suffix", "!")));
		Object result = this.job.run(new SoloRun(request)).block();
		assertThat(counts(Json.MAPPER.valueToTree(result))).containsExactly(2, 2, 0, 0);
		assertThat(captions()).containsExactly("a cat!", "a bird!", "old", "null");
		this.job.run(new SoloRun(Map.of("filter", this.filter, "clear", true, "expected", 1))).block();
		assertThat(captions()).containsExactly("null", "a bird!", "old", "null");
	}

	@Test
	void resumedJobSortsTagsByCountsBeforeItsFirstEdit(@Autowired EditRun edits) {
		this.http.post("/api/captions", Map.of("captions", List.of(item(0, "x, b", "human"), item(1, "b, x", "human"),
				item(2, "x, a, b", "human"), item(3, "x, a", "human"))));
		EditJob twoAtOnce = new EditJob(edits, 2);
		// An edited caption no longer matches the filter.
		SoloRun run = new SoloRun(Map.of("filter", this.filter + " AND caption CONTAINS x", "edits",
				List.of(Map.of("tags", Map.of("remove", List.of("x"), "sort", "frequency")))));
		assertThatExceptionOfType(JobStop.class).isThrownBy(() -> twoAtOnce.run(run.lostAfter(1)).block());
		assertThat(captions()).containsExactly("b", "b", "x, a, b", "x, a");

		Object result = twoAtOnce.run(run.lostAfter(9)).block();

		assertThat(counts(Json.MAPPER.valueToTree(result))).containsExactly(4, 4, 0, 0);
		assertThat(captions()).containsExactly("b", "b", "b, a", "a");
		assertThat(ok(this.http.get("/api/captions/operations/" + run.id())).path("saved").asInt()).isEqualTo(4);
	}

	@Test
	void tooManyEditsAreRefused() {
		Http.Answer refused = this.http.post("/api/captions/edit",
				Map.of("filter", this.filter, "edits", Collections.nCopies(51, Map.of("trim", true))));
		assertThat(refused.status()).isEqualTo(413);
		assertThat(refused.json().path("detail").asString()).isEqualTo("\"edits\" holds 51 items; the limit is 50.");
	}

	private JsonNode ended(String id) {
		Callers.await(() -> !List.of("queued", "running")
			.contains(ok(this.http.get("/api/jobs/" + id)).path("state").asString()));
		JsonNode job = ok(this.http.get("/api/jobs/" + id));
		assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("done");
		return job;
	}

	private Map<String, String> item(int image, String caption, String source) {
		return Map.of("image_id", this.images.get(image), "caption", caption, "source", source, "model", "m");
	}

	private Http.Answer edit(Map<String, Object> more) {
		Map<String, Object> body = new HashMap<>(more);
		body.put("filter", this.filter);
		body.put("edits", EDITS);
		return this.http.post("/api/captions/edit", body);
	}

	private Http.Answer clear(String query) {
		return this.http.send(HttpMethod.DELETE, "/api/captions?filter={filter}" + query, this.filter);
	}

	private String undo(String operation) {
		return ok(this.http.send(HttpMethod.POST, "/api/captions/operations/" + operation + "/undo")).toString();
	}

	private List<String> captions() {
		return this.images.stream()
			.map((image) -> ok(this.http.get("/api/images/" + image)).path("caption").asString("null"))
			.toList();
	}

	private static List<Integer> counts(JsonNode edited) {
		return List.of("matched", "changed", "unchanged", "emptied")
			.stream()
			.map((name) -> edited.path(name).asInt())
			.toList();
	}

	private static JsonNode ok(Http.Answer answer) {
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.json();
	}

}
