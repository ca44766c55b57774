package dev.tintype.caption.operation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import dev.tintype.data.sql.Statements;
import dev.tintype.operation.job.JobRepository;
import dev.tintype.operation.job.Jobs;
import dev.tintype.operation.job.NewJob;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Undoes and redoes operations, also beside other requests.
 */
@IntegrationTest
class UndoIntegrationTests {

	private final OperationBench bench;

	private final Http http;

	UndoIntegrationTests(@Autowired WebTestClient client) {
		this.bench = new OperationBench(client);
		this.http = this.bench.http;
	}

	@Test
	void singleSaveWithoutLabelIsUndoneAndNotListed() {
		String image = this.bench.images(1).get(0);
		this.bench.put(image, Map.of("caption", "a"));
		String id = this.bench.put(image, Map.of("caption", "b")).path("operation_id").asString();
		assertThat(this.http.get("/api/captions/operations/" + id).status()).isEqualTo(404);
		assertThat(this.bench.undo(id)).isEqualTo("{\"restored\":1,\"cleared\":0,\"skipped\":0}");
		assertThat(this.bench.undo(id)).isEqualTo("{\"restored\":0,\"cleared\":0,\"skipped\":1}");
		assertThat(this.bench.caption(image)).isEqualTo("a");
	}

	@Test
	void undoSetsTimeAndRedoRemovesIt() {
		List<String> images = this.bench.images(2);
		String id = this.bench.save(images, "a");
		assertThat(this.bench.undo(id)).isEqualTo("{\"restored\":0,\"cleared\":2,\"skipped\":0}");
		JsonNode operation = OperationBench.json(this.http.get("/api/captions/operations/" + id));
		assertThat(Instant.parse(operation.path("undone_at").asString())).isBeforeOrEqualTo(Instant.now());
		assertThat(OperationBench.json(this.http.send(HttpMethod.POST, "/api/captions/operations/" + id + "/redo"))
			.toString()).isEqualTo("{\"restored\":2,\"cleared\":0,\"skipped\":0}");
		assertThat(OperationBench.json(this.http.get("/api/captions/operations/" + id)).path("undone_at").isNull())
			.isTrue();
	}

	@Test
	void undoneCaptionHasItsRankAgain() {
		String image = this.bench.images(1).get(0);
		this.bench.put(image, Map.of("caption", "person", "source", "human"));
		String id = OperationBench
			.json(this.http.post("/api/captions?overwrite=true",
					Map.of("captions", List.of(Map.of("image_id", image, "caption", "model")))))
			.path("operation_id")
			.asString();
		this.bench.undo(id);
		this.bench.put(image, Map.of("caption", "another model"));
		assertThat(this.bench.caption(image)).isEqualTo("person");
	}

	@Test
	void undoFindsNothingWhenImagesAreDeleted() {
		List<String> images = this.bench.images(2);
		String id = this.bench.save(images, "a");
		this.http.send(HttpMethod.DELETE, "/api/images/" + images.get(0));
		assertThat(this.bench.undo(id)).isEqualTo("{\"restored\":0,\"cleared\":1,\"skipped\":0}");
		this.http.send(HttpMethod.DELETE, "/api/images/" + images.get(1));
		assertThat(this.bench.undo(id)).isEqualTo("{\"restored\":0,\"cleared\":0,\"skipped\":0}");
	}

	@Test
	void undoPassesOverManyCaptionsOfOneImage() {
		String image = this.bench.images(1).get(0);
		this.bench.put(image, Map.of("caption", "before"));
		List<Map<String, String>> items = IntStream.range(0, 1_200)
			.mapToObj((i) -> Map.of("image_id", image, "caption", "c" + i))
			.toList();
		String id = OperationBench.json(this.http.post("/api/captions", Map.of("captions", items)))
			.path("operation_id")
			.asString();
		assertThat(this.bench.undo(id)).isEqualTo("{\"restored\":1,\"cleared\":0,\"skipped\":0}");
		assertThat(this.bench.caption(image)).isEqualTo("before");
		OperationBench.json(this.http.send(HttpMethod.POST, "/api/captions/operations/" + id + "/redo"));
		assertThat(this.bench.caption(image)).isEqualTo("c1199");
	}

	@Test
	void concurrentUndoesMoveEachImageOnce() {
		List<String> images = this.bench.images(60);
		this.bench.save(images, "a");
		String id = this.bench.save(images, "b");
		List<JsonNode> results = OperationBench.together(Collections.nCopies(6, () -> Objects.requireNonNull(
				OperationBench.json(this.http.send(HttpMethod.POST, "/api/captions/operations/" + id + "/undo")))));
		assertThat(results.stream().mapToLong((result) -> result.path("restored").asLong()).sum()).isEqualTo(60);
		assertThat(images).allSatisfy((image) -> assertThat(this.bench.caption(image)).isEqualTo("a"));
	}

	@Test
	void undoBesideSavesLosesNoSave() {
		List<String> images = this.bench.images(40);
		this.bench.save(images, "a");
		String id = this.bench.save(images, "b");
		List<Callable<JsonNode>> calls = new ArrayList<>();
		for (int n = 0; n < 8; n++) {
			List<String> part = images.subList(n * 5, n * 5 + 5);
			calls.add(() -> OperationBench.json(this.http.post("/api/captions", Map.of("captions",
					part.stream().map((image) -> Map.of("image_id", image, "caption", "c")).toList()))));
			calls.add(() -> OperationBench
				.json(this.http.send(HttpMethod.POST, "/api/captions/operations/" + id + "/undo")));
		}
		OperationBench.together(calls);
		assertThat(images).allSatisfy((image) -> assertThat(this.bench.caption(image)).isEqualTo("c"));
		assertThat(OperationBench.json(this.http.get("/api/captions/operations/" + id)).path("current").asInt())
			.isZero();
	}

	@Test
	void undoIsRefusedWhileJobWorksOnOperation(@Autowired Jobs jobs, @Autowired JobRepository repository,
			@Autowired Statements statements) {
		String id = this.bench.save(this.bench.images(1), "a");
		UUID waiting = Objects
			.requireNonNull(jobs.submit(NewJob.of("waiting", Map.of()).on(UUID.fromString(id))).block())
			.id();
		Http async = this.http.with("Prefer", "respond-async");
		for (String direction : List.of("undo", "redo")) {
			String path = "/api/captions/operations/" + id + "/" + direction;
			assertThat(this.http.send(HttpMethod.POST, path).status()).isEqualTo(409);
			assertThat(async.send(HttpMethod.POST, path).status()).isEqualTo(409);
		}
		repository.cancel(waiting).block();
		Http.Answer accepted = async.send(HttpMethod.POST, "/api/captions/operations/" + id + "/undo");
		assertThat(accepted.status()).isEqualTo(202);
		assertThat(statements.sql("SELECT subject FROM jobs WHERE job_id = :id")
			.bind("id", UUID.fromString(accepted.json().path("id").asString()))
			.value(UUID.class)
			.block()).hasToString(id);
	}

}
