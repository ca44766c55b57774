package dev.tintype.durability;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import dev.tintype.testing.MortalPostgresql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills PostgreSQL under load. {@code src/bench/outage.py} does so for longer.
 */
@EnabledIfSystemProperty(named = "tintype.test.database", matches = "postgresql")
class OutageIntegrationTests {

	private static final int CALLERS = 8;

	private static final int PROMPTS = 5;

	private final Queue<Batch> batches = new ConcurrentLinkedQueue<>();

	private final ConcurrentMap<String, Integer> counted = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, Integer> unknown = new ConcurrentHashMap<>();

	private final Semaphore acknowledged = new Semaphore(0);

	private final Semaphore refused = new Semaphore(0);

	private final AtomicBoolean stopped = new AtomicBoolean();

	@TempDir
	private Path directory;

	@Test
	void killedDatabaseLosesAndDuplicatesNothingAndIsReachedAgain() throws Exception {
		try (MortalPostgresql server = MortalPostgresql.create();
				ChildService service = new ChildService(this.directory, server.url())) {
			service.start();
			List<String> images = service.register(20);
			ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
			try {
				List<Future<Void>> ends = IntStream.range(0, CALLERS)
					.mapToObj((caller) -> callers.submit(caller(service, images, "caller " + caller)))
					.toList();
				awaitMoreAcknowledged();
				server.kill();
				assertThat(this.refused.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
				server.start();
				awaitMoreAcknowledged();
				server.kill();
				server.start();
				awaitMoreAcknowledged();
				this.stopped.set(true);
				for (Future<Void> end : ends) {
					end.get(1, TimeUnit.MINUTES);
				}
			}
			finally {
				callers.shutdownNow();
			}
			verify(service, images);
		}
	}

	private void awaitMoreAcknowledged() throws InterruptedException {
		this.acknowledged.drainPermits();
		assertThat(this.acknowledged.tryAcquire(20 * CALLERS, 1, TimeUnit.MINUTES)).isTrue();
	}

	private Callable<Void> caller(ChildService service, List<String> images, String name) {
		return () -> {
			for (int number = 0; !this.stopped.get(); number++) {
				if (number % 2 == 0) {
					String prompt = "prompt " + number % PROMPTS;
					boolean used = isAcknowledged(service.send("POST", "/api/prompts", Map.of("prompt_text", prompt)));
					(used ? this.counted : this.unknown).merge(prompt, 1, Integer::sum);
				}
				else {
					Batch batch = new Batch(name + " batch " + number, 10, number % 4 == 1);
					this.batches.add(batch);
					if (isAcknowledged(service.send("POST", batch.path(), batch.body(images)))) {
						batch.acknowledge();
					}
				}
			}
			return null;
		};
	}

	private boolean isAcknowledged(HttpResponse<String> answer) {
		if (answer.statusCode() == 503) {
			assertThat(answer.headers().firstValue("Retry-After")).isPresent();
			this.refused.release();
			return false;
		}
		assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
		this.acknowledged.release();
		return true;
	}

	private void verify(ChildService service, List<String> images) throws Exception {
		Map<String, Integer> found = service.history(images);
		this.batches.forEach((batch) -> batch.verify(found, 10));
		List<JsonNode> prompts = service.lines("/api/prompts");
		assertThat(prompts).hasSize(PROMPTS);
		for (JsonNode prompt : prompts) {
			String text = prompt.get("prompt_text").asString();
			int least = this.counted.getOrDefault(text, 0);
			assertThat(prompt.get("total_uses").asInt()).as(text)
				.isBetween(least, least + this.unknown.getOrDefault(text, 0));
		}
	}

}
