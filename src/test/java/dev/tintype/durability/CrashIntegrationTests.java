package dev.tintype.durability;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.tintype.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills the service during batches. {@code src/bench/crash.py} does so for longer.
 */
class CrashIntegrationTests {

	private static final int CHUNK = 50;

	private static final int WRITERS = 4;

	@TempDir
	private Path directory;

	@Test
	void killedServiceLosesNoAcknowledgedWriteAndLeavesNoHalves() throws Exception {
		String url = TestDatabase.migrated(this.directory);
		try (ChildService service = new ChildService(this.directory, url, "--tintype.stream.chunk-size=" + CHUNK)) {
			service.start();
			List<String> images = service.register(20);
			Queue<Batch> batches = new ConcurrentLinkedQueue<>();
			killWhileSaving(service, images, batches);
			service.start();
			Map<String, Integer> found = service.history(images);
			batches.forEach((batch) -> batch.verify(found, CHUNK));
		}
	}

	private static void killWhileSaving(ChildService service, List<String> images, Queue<Batch> batches)
			throws Exception {
		ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
		try {
			Semaphore acknowledged = new Semaphore(0);
			List<Future<Void>> ends = IntStream.range(0, WRITERS)
				.mapToObj(
						(writer) -> writers.submit(writer(service, images, batches, "writer " + writer, acknowledged)))
				.toList();
			assertThat(acknowledged.tryAcquire(5 * WRITERS, 2, TimeUnit.MINUTES)).isTrue();
			service.kill();
			for (Future<Void> end : ends) {
				end.get(2, TimeUnit.MINUTES);
			}
		}
		finally {
			writers.shutdownNow();
		}
	}

	private static Callable<Void> writer(ChildService service, List<String> images, Queue<Batch> batches, String name,
			Semaphore acknowledged) {
		return () -> {
			for (int number = 0;; number++) {
				Batch batch = new Batch(name + " batch " + number, 30 + 90 * (number % 5), number % 2 == 0);
				batches.add(batch);
				HttpResponse<String> answer;
				try {
					answer = service.send("POST", batch.path(), batch.body(images));
				}
				catch (IOException ex) {
					// The service was killed.
					return null;
				}
				assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
				batch.acknowledge();
				acknowledged.release();
			}
		};
	}

}
