package dev.tintype.caption.claim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.tintype.data.sql.Statements;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@IntegrationTest
class ManyWorkersIntegrationTests {

	private static final int IMAGES = 2_000;

	private static final int WORKERS = 8;

	private static final String EXPIRE = """
			/* expire */ UPDATE caption_claims SET leased_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND
			WHERE run_id = :id AND worker = :worker
			""";

	private final RunBench bench;

	private final Statements statements;

	/** The worker that holds an image. */
	private final Map<String, String> held = new HashMap<>();

	private final Set<String> assignedTwice = new HashSet<>();

	ManyWorkersIntegrationTests(@Autowired WebTestClient client, @Autowired Statements statements) {
		this.bench = new RunBench(client);
		this.statements = statements;
	}

	@Test
	void everyImageIsCaptionedThoughWorkersDie() {
		List<String> images = this.bench.images(IMAGES);
		String run = this.bench.create(Map.of());
		Flux.range(0, WORKERS)
			.flatMap((number) -> Mono.fromRunnable(() -> work(run, number)).subscribeOn(Callers.SCHEDULER), WORKERS)
			.blockLast();
		assertThat(this.assignedTwice).isEmpty();
		JsonNode ended = this.bench.run(run);
		assertThat(RunBench.figures(ended)).isEqualTo("finished 2000 2000 0 0");
		assertThat(this.bench.http.with("Accept", "application/x-ndjson")
			.get("/api/captions/operations/" + run + "/captions")
			.lines()
			.stream()
			.map((line) -> line.path("image_id").asString())).containsExactlyInAnyOrderElementsOf(images);
	}

	// A worker that dies is replaced by another one, and its lease expires.
	private void work(String run, int number) {
		Random random = new Random(number);
		String worker = "w" + number;
		while (true) {
			JsonNode claimed = this.bench.claim(run, worker, 40);
			List<String> images = claim(claimed, worker);
			if (images.isEmpty() && claimed.path("state").asString().equals("finished")) {
				return;
			}
			if (images.isEmpty()) {
				continue;
			}
			if (random.nextInt(10) == 0) {
				leave(images);
				this.statements.sql(EXPIRE).bind("id", UUID.fromString(run)).bind("worker", worker).then().block();
				worker += "x";
				continue;
			}
			this.bench.save(run, worker, images);
			leave(images);
		}
	}

	private synchronized List<String> claim(JsonNode claimed, String worker) {
		List<String> images = claimed.path("items")
			.valueStream()
			.map((item) -> item.path("image_id").asString())
			.toList();
		for (String image : images) {
			if (this.held.put(image, worker) != null) {
				this.assignedTwice.add(image);
			}
		}
		return images;
	}

	private synchronized void leave(List<String> images) {
		images.forEach(this.held::remove);
	}

	@Test
	void exampleInPythonCaptionsRun(@LocalServerPort int port) throws IOException, InterruptedException {
		String python = Stream.of("python3", "/usr/bin/python3")
			.filter((program) -> succeeds(program, "-c", "import httpx"))
			.findFirst()
			.orElse(null);
		assumeTrue(python != null, "There is no Python with httpx");
		runsToEnd(port, String.valueOf(python), "src/examples/caption_worker.py", "--limit", "2", "--no-data");
	}

	@Test
	void exampleForShellCaptionsRun(@LocalServerPort int port) throws IOException, InterruptedException {
		assumeTrue(succeeds("curl", "--version") && succeeds("jq", "--version") && succeeds("bash", "--version"),
				"There is no Bash, curl or jq");
		runsToEnd(port, "bash", "src/examples/caption_worker.sh");
	}

	private void runsToEnd(int port, String program, String script, String... options)
			throws IOException, InterruptedException {
		List<String> images = this.bench.images(3);
		String run = this.bench.create(Map.of());
		Process process = new ProcessBuilder(
				Stream.concat(Stream.of(program, script, "http://127.0.0.1:" + port, run), Stream.of(options)).toList())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
		assertThat(RunBench.figures(this.bench.run(run))).isEqualTo("finished 3 3 0 0");
		Http.Answer image = this.bench.http.get("/api/images/" + images.get(0));
		assertThat(image.json().path("caption").asString()).isEqualTo("a picture named " + this.bench.name);
	}

	private static boolean succeeds(String... command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
		}
		catch (IOException | InterruptedException ex) {
			return false;
		}
	}

}
