package dev.tintype.caption.claim;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@IntegrationTest
class RunIntegrationTests {

	/** Lets the next claim examine the last images again. */
	private static final String EXAMINED = """
			/* examineAgain */ UPDATE caption_runs SET exhausted_at = exhausted_at - INTERVAL '6' SECOND
			WHERE run_id = :id
			""";

	private static final String EXPIRE = """
			/* expire */ UPDATE caption_claims SET leased_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND
			WHERE run_id = :id AND worker = :worker
			""";

	private static final String LOCK = """
			/* lockClaim */ SELECT image_id FROM caption_claims WHERE run_id = :id AND worker = 'a' FOR UPDATE
			""";

	private final RunBench bench;

	private final Statements statements;

	private final Transactions transactions;

	private final Dialect dialect;

	RunIntegrationTests(@Autowired WebTestClient client, @Autowired Statements statements,
			@Autowired Transactions transactions, @Autowired Dialect dialect) {
		this.bench = new RunBench(client);
		this.statements = statements;
		this.transactions = transactions;
		this.dialect = dialect;
	}

	@Test
	void everyImageIsAssignedOnceAndRunFinishes() {
		List<String> images = this.bench.images(3);
		String run = this.bench.create(Map.of("label", "first"));
		List<String> first = this.bench.claimed(run, "a", 2);
		assertThat(first).isEqualTo(images.subList(0, 2));
		List<String> second = this.bench.claimed(run, "b", 2);
		assertThat(second).isEqualTo(images.subList(2, 3));
		JsonNode saved = this.bench.save(run, "a", first);
		assertThat(saved.path("saved").asInt()).isEqualTo(2);
		assertThat(saved.path("operation_id").asString()).isEqualTo(run);
		assertThat(this.bench.claim(run, "a", 2).path("state").asString()).isEqualTo("running");
		assertThat(undo(run)).isEqualTo(409);
		Callers.await(() -> this.bench.run(run).path("total").asInt() == 3);
		assertThat(RunBench.figures(this.bench.run(run))).isEqualTo("running 3 2 0 1");
		this.bench.save(run, "b", second);
		JsonNode finished = this.bench.run(run);
		assertThat(RunBench.figures(finished)).isEqualTo("finished 3 3 0 0");
		assertThat(finished.path("workers").toString()).contains("\"worker\":\"a\",\"claimed\":0,\"done\":2",
				"\"worker\":\"b\",\"claimed\":0,\"done\":1");
		JsonNode operation = RunBench.ok(this.bench.http.get("/api/captions/operations/" + run));
		assertThat(operation.toString()).contains("\"kind\":\"run\",\"label\":\"first\"", "\"saved\":3,\"kept\":0");
		assertThat(undo(run)).isEqualTo(200);
	}

	@Test
	void failedImageIsAssignedAgainUntilItHasNoAttempts() {
		List<String> images = this.bench.images(2);
		String run = this.bench.create(Map.of("max_attempts", 2));
		this.bench.claimed(run, "a", 5);
		this.bench.save(run, "a", images.subList(0, 1));
		assertThat(this.bench.fail(run, "a", images.subList(1, 2)).path("failed").asInt()).isEqualTo(1);
		JsonNode again = this.bench.claim(run, "b", 5).path("items").path(0);
		assertThat(again.path("image_id").asString()).isEqualTo(images.get(1));
		assertThat(again.path("attempt").asInt()).isEqualTo(2);
		JsonNode invalid = this.bench.results(run, "b", List.of(Map.of("image_id", images.get(1), "caption", "")));
		assertThat(invalid.path("invalid").asInt()).isEqualTo(1);
		assertThat(this.bench.claim(run, "b", 5).path("state").asString()).isEqualTo("finished");
		assertThat(RunBench.figures(this.bench.run(run))).isEqualTo("finished 2 1 1 0");
		String failures = "/api/captions/runs/" + run + "/failures";
		assertThat(RunBench.ok(this.bench.http.get(failures)).path("items").toString()).isEqualTo("[{\"image_id\":\""
				+ images.get(1) + "\",\"path\":null,\"attempts\":2,\"error\":\"caption must not be empty\"}]");
		assertThat(this.bench.change(run, "failures/retry").path("queued").asInt()).isEqualTo(1);
		assertThat(this.bench.run(run).path("state").asString()).isEqualTo("running");
		this.bench.save(run, "b", this.bench.claimed(run, "b", 5));
		assertThat(RunBench.figures(this.bench.run(run))).isEqualTo("finished 2 2 0 0");
		assertThat(RunBench.ok(this.bench.http.get(failures)).path("total").asInt()).isZero();
	}

	@Test
	void expiredLeaseIsReassignedTenTimes() {
		List<String> images = this.bench.images(1);
		String run = this.bench.create(Map.of());
		for (int i = 0; i < 10; i++) {
			assertThat(this.bench.claimed(run, "w" + i, 1)).isEqualTo(images);
			expire(run, "w" + i);
		}
		assertThat(this.bench.claimed(run, "b", 1)).isEmpty();
		assertThat(RunBench.figures(this.bench.run(run))).isEqualTo("finished 1 0 1 0");
	}

	@Test
	void lateResultIsSavedButNotCounted() {
		List<String> images = this.bench.images(2);
		String run = this.bench.create(Map.of("skip", "none"));
		this.bench.claimed(run, "a", 1);
		expire(run, "a");
		assertThat(this.bench.claimed(run, "b", 1)).isEqualTo(images.subList(0, 1));
		assertThat(this.bench.save(run, "a", images.subList(0, 1)).path("saved").asInt()).isEqualTo(1);
		assertThat(this.bench.run(run).path("done").asInt()).isZero();
		this.bench.save(run, "b", images.subList(0, 1));
		assertThat(this.bench.run(run).path("done").asInt()).isEqualTo(1);
		JsonNode answer = this.bench.results(run, "c",
				List.of(Map.of("image_id", images.get(1), "caption", "never claimed"),
						Map.of("image_id", UUID.randomUUID().toString(), "caption", "x"),
						Map.of("image_id", "x", "error", "y"),
						Map.of("image_id", images.get(1), "caption", "x", "error", "y")));
		assertThat(answer.path("results").toString()).contains("\"saved\"", "\"missing\"", "\"invalid\"");
		assertThat(this.bench.run(run).path("done").asInt()).isEqualTo(1);
	}

	@Test
	void heartbeatAndReleaseConcernImagesOfWorker() {
		this.bench.images(3);
		String run = this.bench.create(Map.of());
		this.bench.claimed(run, "a", 2);
		List<String> other = this.bench.claimed(run, "b", 1);
		assertThat(RunBench.ok(this.bench.post(run, "heartbeat", Map.of("worker", "a", "lease_seconds", 5000)))
			.path("extended")
			.asInt()).isEqualTo(2);
		assertThat(lease(run, "a")).isGreaterThan(4900);
		RunBench.ok(this.bench.post(run, "heartbeat", Map.of("worker", "a", "lease_seconds", 10)));
		assertThat(lease(run, "a")).isGreaterThan(4900);
		assertThat(RunBench.ok(this.bench.post(run, "release", Map.of("worker", "a"))).path("released").asInt())
			.isEqualTo(2);
		assertThat(this.bench.claimed(run, "c", 5)).hasSize(2).doesNotContainAnyElementsOf(other);
	}

	@Test
	void pausedRunAssignsNothingAndCancelledRunTakesNothing() {
		List<String> images = this.bench.images(3);
		String run = this.bench.create(Map.of());
		this.bench.claimed(run, "a", 1);
		assertThat(this.bench.change(run, "pause").path("state").asString()).isEqualTo("paused");
		Http.Answer paused = this.bench.post(run, "claims", Map.of("worker", "a"));
		assertThat(paused.text()).isEqualTo("{\"items\":[],\"lease_until\":null,\"state\":\"paused\"}");
		assertThat(paused.header("Retry-After")).isEqualTo("5");
		this.bench.save(run, "a", images.subList(0, 1));
		assertThat(this.bench.change(run, "resume").path("state").asString()).isEqualTo("running");
		this.bench.claimed(run, "a", 1);
		assertThat(RunBench.figures(this.bench.change(run, "cancel"))).startsWith("cancelled").endsWith(" 1 0 0");
		assertThat(
				this.bench
					.post(run, "results",
							Map.of("worker", "a", "results",
									List.of(Map.of("image_id", images.get(1), "caption", "x"))))
					.status())
			.isEqualTo(409);
		assertThat(this.bench.post(run, "claims", Map.of("worker", "a")).text()).contains("\"state\":\"cancelled\"");
		assertThat(this.bench.change(run, "cancel").path("state").asString()).isEqualTo("cancelled");
		for (String action : List.of("resume", "pause", "failures/retry")) {
			assertThat(this.bench.http.send(HttpMethod.POST, "/api/captions/runs/" + run + "/" + action).status())
				.isEqualTo(409);
		}
		JsonNode image = RunBench.ok(this.bench.http.get("/api/images/" + images.get(1)));
		assertThat(image.path("caption").isNull()).isTrue();
	}

	@Test
	void cancelDropsClaimsWhoseResultsAreBeingSaved() {
		assumeTrue(this.dialect == Dialect.POSTGRESQL, "H2 executes one transaction that writes at a time");
		this.bench.images(2);
		String run = this.bench.create(Map.of());
		this.bench.claimed(run, "a", 1);
		this.bench.claimed(run, "b", 1);
		Sinks.Empty<Void> locked = Sinks.empty();
		Sinks.Empty<Void> release = Sinks.empty();
		CompletableFuture<Void> saving = this.transactions
			.run(this.statements.sql(LOCK)
				.bind("id", UUID.fromString(run))
				.value(UUID.class)
				.doOnNext((image) -> locked.tryEmitEmpty())
				.then(release.asMono()))
			.toFuture();
		locked.asMono().block();
		CompletableFuture<JsonNode> cancelled = Mono.fromCallable(() -> this.bench.change(run, "cancel"))
			.subscribeOn(Callers.SCHEDULER)
			.toFuture();
		Callers.await(() -> this.bench.run(run).path("state").asString().equals("cancelled"));
		release.tryEmitEmpty();
		saving.join();
		assertThat(RunBench.figures(cancelled.join())).startsWith("cancelled").endsWith(" 0 0 0");
		assertThat(this.bench.run(run).path("claimed").asInt()).isZero();
	}

	@Test
	void imagesRegisteredMeanwhileBelongToRunAndDeletedOnesDoNot() {
		List<String> images = this.bench.images(2);
		String run = this.bench.create(Map.of());
		assertThat(this.bench.claimed(run, "a", 2)).isEqualTo(images);
		List<String> later = this.bench.images(1);
		this.bench.http.send(HttpMethod.DELETE, "/api/images/" + images.get(0));
		RunBench.ok(this.bench.post(run, "release", Map.of("worker", "a")));
		assertThat(this.bench.claimed(run, "b", 5)).containsExactly(images.get(1), later.get(0));
		this.bench.http.send(HttpMethod.DELETE, "/api/images/" + images.get(1));
		JsonNode answer = this.bench.save(run, "b", List.of(images.get(1), later.get(0)));
		assertThat(answer.path("missing").asInt()).isEqualTo(1);
		assertThat(this.bench.claim(run, "b", 5).path("state").asString()).isEqualTo("finished");
		assertThat(RunBench.figures(this.bench.run(run))).isEqualTo("finished 1 1 0 0");
	}

	@Test
	void imagesRegisteredWhileLastOneIsCaptionedBelongToRun() {
		this.bench.images(1);
		String run = this.bench.create(Map.of());
		List<String> first = this.bench.claimed(run, "a", 2);
		this.bench.save(run, "a", first);
		List<String> second = this.bench.images(1);
		assertThat(this.bench.claimed(run, "a", 2)).isEqualTo(second);
		List<String> third = this.bench.images(1);
		this.bench.save(run, "a", second);
		assertThat(this.bench.claim(run, "a", 2).path("state").asString()).isEqualTo("running");
		this.statements.sql(EXAMINED).bind("id", UUID.fromString(run)).then().block();
		assertThat(this.bench.claimed(run, "a", 2)).isEqualTo(third);
		this.bench.save(run, "a", third);
		assertThat(RunBench.figures(this.bench.run(run))).isEqualTo("finished 3 3 0 0");
	}

	private int undo(String run) {
		return this.bench.http.send(HttpMethod.POST, "/api/captions/operations/" + run + "/undo").status();
	}

	private void expire(String run, String worker) {
		this.statements.sql(EXPIRE).bind("id", UUID.fromString(run)).bind("worker", worker).then().block();
	}

	private long lease(String run, String worker) {
		return this.statements.sql("""
				/* lease */ SELECT CAST(MIN(EXTRACT(EPOCH FROM leased_until) - EXTRACT(EPOCH FROM CURRENT_TIMESTAMP))
				  AS BIGINT) FROM caption_claims WHERE run_id = :id AND worker = :worker
				""")
			.bind("id", UUID.fromString(run))
			.bind("worker", worker)
			.value(Long.class)
			.blockOptional()
			.orElseThrow();
	}

}
