package dev.tintype.caption.claim;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class RunRequestsIntegrationTests {

	private final RunBench bench;

	RunRequestsIntegrationTests(@Autowired WebTestClient client) {
		this.bench = new RunBench(client);
	}

	@ParameterizedTest
	@CsvSource({ "captioned,1", "same-model,2", "none,3" })
	void skipOmitsImages(String skip, int assigned) {
		List<String> images = this.bench.images(3);
		this.bench.http.post("/api/captions",
				Map.of("captions", List.of(Map.of("image_id", images.get(0), "caption", "x", "model", "m"),
						Map.of("image_id", images.get(1), "caption", "x", "model", "other"))));
		String run = this.bench.create(Map.of("skip", skip));
		assertThat(this.bench.claimed(run, "a", 5)).isEqualTo(images.subList(3 - assigned, 3));
		Callers.await(() -> this.bench.run(run).path("total").asInt() == assigned);
	}

	@Test
	void runOfUnexpectedNumberOfImagesIsNotCreated() {
		this.bench.images(2);
		String runs = "/api/captions/runs?per_page=1";
		int before = this.bench.http.get(runs).json().path("total").asInt();

		Http.Answer refused = this.bench.http.post("/api/captions/runs", this.bench.draft(Map.of("expected", 3)));

		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.json().path("count").asInt()).isEqualTo(2);
		assertThat(this.bench.http.get(runs).json().path("total").asInt()).isEqualTo(before);
		assertThat(this.bench.create(Map.of("expected", 2))).isNotEmpty();
	}

	@Test
	void filterThatMatchesNothingFinishesRun() {
		String run = this.bench.create(Map.of());
		assertThat(this.bench.claim(run, "a", 5).path("state").asString()).isEqualTo("finished");
		assertThat(RunBench.figures(this.bench.run(run))).isEqualTo("finished 0 0 0 0");
	}

	@Test
	void streamOfResultsIsAnsweredLineByLine() {
		List<String> images = this.bench.images(2);
		String run = this.bench.create(Map.of());
		this.bench.claimed(run, "a", 5);
		byte[] lines = ("{\"image_id\":\"" + images.get(0) + "\",\"caption\":\"a\"}\nno json\n{\"image_id\":\""
				+ images.get(1) + "\",\"error\":\"e\"}\n")
			.getBytes(StandardCharsets.UTF_8);
		String path = "/api/captions/runs/" + run + "/results";
		assertThat(this.bench.http.send(HttpMethod.POST, path, MediaType.APPLICATION_NDJSON, lines).pointer())
			.isEqualTo("worker");
		Http.Answer answer = this.bench.http.send(HttpMethod.POST, path + "?worker=a", MediaType.APPLICATION_NDJSON,
				lines);
		assertThat(answer.lines()).extracting((line) -> line.path("status").asString())
			.containsExactly("saved", "invalid", "failed");
		assertThat(this.bench.run(run).path("done").asInt()).isEqualTo(1);
	}

	@Test
	void eventsEndWithRun() {
		String run = this.bench.create(Map.of());
		this.bench.change(run, "cancel");
		Http events = this.bench.http.with("Accept", "text/event-stream");
		assertThat(events.get("/api/captions/runs/" + run).text()).startsWith("id:cancelled\nevent:run\ndata:{")
			.endsWith("}\n\n");
		assertThat(events.with("Last-Event-ID", "cancelled").get("/api/captions/runs/" + run).status()).isEqualTo(204);
		assertThat(this.bench.http.with("Accept", "application/x-ndjson").get("/api/captions/runs?limit=1").lines())
			.singleElement()
			.extracting((line) -> line.path("run_id").asString())
			.isEqualTo(run);
	}

	@ParameterizedTest
	@CsvSource({ "model,300,/model", "label,300,/label", "skip,1,/skip", "source,1,/source", "filter,1,/filter",
			"max_attempts,1,/max_attempts" })
	void invalidRunIsRefused(String field, int length, String pointer) {
		Http.Answer answer = this.bench.http.post("/api/captions/runs",
				this.bench.draft(Map.of(field, "x".repeat(length))));
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo(pointer);
	}

	@ParameterizedTest
	@CsvSource({ "worker,300,,/worker", "lease_seconds,,9,/lease_seconds", "lease_seconds,,86401,/lease_seconds",
			"limit,,0,/limit", "limit,,1001,/limit" })
	void invalidClaimIsRefused(String field, Integer length, Integer number, String pointer) {
		String run = this.bench.create(Map.of());
		Map<String, Object> body = new HashMap<>(Map.of("worker", "a"));
		body.put(field, (length != null) ? "x".repeat(length) : number);
		Http.Answer answer = this.bench.post(run, "claims", body);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo(pointer);
		assertThat(this.bench.post(UUID.randomUUID().toString(), "claims", Map.of("worker", "a")).status())
			.isEqualTo(404);
	}

}
