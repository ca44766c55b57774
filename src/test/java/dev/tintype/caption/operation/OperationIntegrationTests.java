package dev.tintype.caption.operation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.testing.ExplainedStatements;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Slice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class OperationIntegrationTests {

	private static final String UNKNOWN = "01980a4e-7c1b-7d55-9f3e-2b6f0c9a1d10";

	@Autowired
	private Statements statements;

	@Autowired
	private Transactions transactions;

	@Autowired
	private Dialect dialect;

	@Autowired
	private RegexLimit regexes;

	@Autowired
	private BatchSettings settings;

	private final OperationBench bench;

	private final Http http;

	OperationIntegrationTests(@Autowired WebTestClient client) {
		this.bench = new OperationBench(client);
		this.http = this.bench.http;
	}

	@Test
	void operationIsListedWithLabelAndCounts() {
		String label = "first run " + UUID.randomUUID();
		List<String> images = this.bench.images(3);
		this.bench.put(images.get(2), Map.of("caption", "h", "source", "human"));
		JsonNode saved = OperationBench.json(this.http.post("/api/captions", Map.of("label", label, "captions",
				images.stream().map((image) -> Map.of("image_id", image, "caption", "m", "model", "blip")).toList())));
		String id = saved.path("operation_id").asString();
		JsonNode operation = OperationBench.json(this.http.get("/api/captions/operations/" + id));
		assertThat(operation.propertyNames()).containsExactly("operation_id", "kind", "label", "created_at", "source",
				"model", "saved", "kept", "undone_at", "current");
		assertThat(operation.toString()).contains("\"kind\":\"save\",\"label\":\"" + label + "\"",
				"\"source\":\"model\",\"model\":\"blip\",\"saved\":2,\"kept\":1,\"undone_at\":null,\"current\":2");
		assertThat(OperationBench.json(this.http.get("/api/captions/operations?per_page=1"))
			.path("items")
			.path(0)
			.path("label")
			.asString()).isEqualTo(label);
		JsonNode captions = OperationBench.json(this.http.get("/api/captions/operations/" + id + "/captions"));
		assertThat(captions.path("total").asInt()).isEqualTo(3);
		assertThat(OperationBench
			.texts(this.http.get("/api/captions/operations/{id}/captions?filter={f}", id, "current = false")
				.json()
				.path("items"), "image_id"))
			.containsExactly(images.get(2));
		assertThat(this.http.with("Accept", "application/x-ndjson")
			.get("/api/captions/operations/" + id + "/captions")
			.lines()).hasSize(3);
	}

	@ParameterizedTest
	@CsvSource({ "kind=clear,1", "kind=save,0", "source=human,1", "source=model,0", "model=none,0",
			"created_after=2999-01-01T00:00:00Z,0", "created_before=2999-01-01T00:00:00Z,1",
			"created_after=2001-01-01T00:00:00Z&kind=clear,1" })
	void operationsAreFiltered(String query, int found) {
		String image = this.bench.images(1).get(0);
		this.bench.put(image, Map.of("caption", "a"));
		String id = OperationBench.json(this.http.send(HttpMethod.DELETE, "/api/images/" + image + "/caption?label=x"))
			.path("operation_id")
			.asString();
		assertThat(OperationBench
			.texts(OperationBench.json(this.http.get("/api/captions/operations?per_page=500&" + query)).path("items"),
					"operation_id")
			.stream()
			.filter(id::equals)).hasSize(found);
	}

	@ParameterizedTest
	@CsvSource({ "kind=none,kind", "source=robot,source", "created_after=yesterday,created_after",
			"created_before=2026-01-01,created_before", "label=x,label" })
	void invalidParameterIsRefused(String query, String pointer) {
		Http.Answer answer = this.http.get("/api/captions/operations?" + query);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo(pointer);
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", UNKNOWN })
	void unknownOperationIsNotFound(String id) {
		String path = "/api/captions/operations/" + id;
		assertThat(List.of(this.http.get(path).status(), this.http.get(path + "/captions").status(),
				this.http.send(HttpMethod.POST, path + "/undo").status(),
				this.http.send(HttpMethod.POST, path + "/redo").status()))
			.containsOnly(404);
		String image = this.bench.images(1).get(0);
		assertThat(this.http.send(HttpMethod.POST, "/api/images/" + image + "/captions/" + id + "/restore").status())
			.isEqualTo(404);
	}

	@Test
	void operationOfJobThatHasSavedNothingYetCannotBeUndone() {
		UUID job = UUID.randomUUID();
		// No instance takes a job before its lease has ended.
		this.statements.sql("""
				INSERT INTO jobs (job_id, kind, state, request, lease_until, created_at)
				VALUES (:id, 'edit_captions', 'running', JSON '{}', :until, CURRENT_TIMESTAMP)
				""").bind("id", job).bind("until", Instant.now().plusSeconds(3600)).then().block();
		try {
			String path = "/api/captions/operations/" + job;
			assertThat(this.http.send(HttpMethod.POST, path + "/undo").status()).isEqualTo(409);
			assertThat(this.http.send(HttpMethod.POST, path + "/redo").status()).isEqualTo(409);
		}
		finally {
			this.statements.sql("DELETE FROM jobs WHERE job_id = :id").bind("id", job).then().block();
		}
		assertThat(this.http.send(HttpMethod.POST, "/api/captions/operations/" + job + "/undo").status())
			.isEqualTo(404);
	}

	@Test
	void choicesAreOneOperationWithResultPerItem() {
		List<String> images = this.bench.images(2);
		this.bench.save(images, "old");
		JsonNode history = OperationBench.json(this.http.get("/api/images/" + images.get(0) + "/captions"));
		String old = history.path("items").path(0).path("caption_id").asString();
		this.bench.save(images, "new");
		JsonNode answer = OperationBench.json(this.http.post("/api/captions/choose",
				Map.of("choices",
						List.of(OperationBench.choice(images.get(0), old), OperationBench.choice(images.get(1), old),
								OperationBench.choice(UNKNOWN, old), OperationBench.choice(images.get(0), "x"),
								Map.of("image_id", 1)),
						"label", "best of")));
		assertThat(OperationBench.texts(answer.path("results"), "status")).containsExactly("saved", "missing",
				"missing", "missing", "invalid");
		assertThat(this.bench.caption(images.get(0))).isEqualTo("old");
		JsonNode operation = OperationBench
			.json(this.http.get("/api/captions/operations/" + answer.path("operation_id").asString()));
		assertThat(operation.path("kind").asString()).isEqualTo("choose");
		assertThat(operation.path("source").asString()).isEqualTo("human");
		assertThat(operation.path("saved").asInt()).isEqualTo(1);
	}

	@Test
	void laterChunkClearsWhatEarlierChunkRestored() {
		String image = this.bench.images(1).get(0);
		String path = "/api/images/" + image;
		this.bench.save(List.of(image), "text");
		this.http.send(HttpMethod.DELETE, path + "/caption");
		JsonNode history = OperationBench.json(this.http.get(path + "/captions")).path("items");
		String cleared = history.path(0).path("caption_id").asString();
		String text = history.path(1).path("caption_id").asString();
		List<Object> choices = new ArrayList<>(
				Collections.nCopies(this.settings.chunkSize(), OperationBench.choice(image, text)));
		choices.add(OperationBench.choice(image, cleared));
		JsonNode answer = OperationBench.json(this.http.post("/api/captions/choose", Map.of("choices", choices)));
		assertThat(answer.path("kept").asInt()).isZero();
		assertThat(this.bench.caption(image)).isEmpty();
	}

	@Test
	void expectedTextGuardsSave() {
		String image = this.bench.images(1).get(0);
		this.bench.put(image, Map.of("caption", "a", "expected", ""));
		assertThat(this.http
			.send(HttpMethod.PUT, "/api/images/" + image + "/caption", MediaType.APPLICATION_JSON,
					"{\"caption\":\"b\",\"expected\":\"\"}".getBytes(StandardCharsets.UTF_8))
			.status()).isEqualTo(409);
		assertThat(this.bench.put(image, Map.of("caption", "b", "expected", "a")).path("caption").asString())
			.isEqualTo("b");
	}

	@Test
	void clearedCaptionIsInHistoryAndNotFoundBySearch() {
		String image = this.bench.images(1).get(0);
		String word = "w" + UUID.randomUUID().toString().replace("-", "");
		this.bench.put(image, Map.of("caption", word, "model", word));
		OperationBench.json(this.http.send(HttpMethod.DELETE, "/api/images/" + image + "/caption"));
		JsonNode history = OperationBench.json(this.http.get("/api/images/" + image + "/captions")).path("items");
		assertThat(history).hasSize(2);
		assertThat(history.path(0).path("text").isNull()).isTrue();
		assertThat(OperationBench.json(this.http.get("/api/images?search=" + word)).path("total").asInt()).isZero();
		assertThat(total("captioned = false AND captioned_by CONTAINS " + word)).isEqualTo(1);
		assertThat(total("caption_source EXISTS AND captioned_by CONTAINS " + word)).isZero();
	}

	@Test
	void listingsAfterCursorStartInIndex() {
		ExplainedStatements explained = new ExplainedStatements(this.statements, this.transactions, this.dialect);
		explained.forgetStatistics("captions");
		CaptionHistory history = new CaptionHistory(explained.statements(), this.dialect, this.regexes);
		UUID id = UUID.randomUUID();
		Caption last = new Caption(id, id, "a", "model", null, id, Instant.now());
		Order<Caption> ofImage = CaptionHistory.OF_IMAGE.initial();
		assertThat(explained.scans(history.ofImage(id).page(new Slice<>(ofImage, ofImage.place(last), 50, 0))))
			.singleElement()
			.asString()
			.matches("captions_image: .*image_id = .*created_at.* <=? .*");
		Order<Caption> ofOperation = CaptionHistory.OF_OPERATION.initial();
		assertThat(explained
			.scans(history.ofOperation(id, null).page(new Slice<>(ofOperation, ofOperation.place(last), 50, 0))))
			.singleElement()
			.asString()
			.startsWith("captions_operation: ")
			.containsPattern("operation_id = ")
			.containsPattern("caption_id.* >=? ");
	}

	private int total(String filter) {
		return OperationBench.json(this.http.get("/api/images?filter={filter}", filter)).path("total").asInt();
	}

}
