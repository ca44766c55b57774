package dev.tintype.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.env.Environment;

/**
 * Threads for callers that wait for responses. The service under test runs in the same
 * process and needs its own threads.
 */
public final class Callers {

	/** As many as the largest test needs. */
	public static final Scheduler SCHEDULER = Schedulers.newBoundedElastic(64, 1_000, "callers");

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private Callers() {
	}

	/**
	 * Waits until a condition holds.
	 * @param condition checked every 20 ms, on a thread that may block
	 * @throws IllegalStateException if it does not hold within 30 s
	 */
	public static void await(Callable<Boolean> condition) {
		Mono.fromCallable(condition)
			.subscribeOn(SCHEDULER)
			.filter(Boolean::booleanValue)
			.repeatWhenEmpty((attempts) -> attempts.delayElements(Duration.ofMillis(20)))
			.block(PATIENCE);
	}

	/**
	 * Waits until the service has deleted all temporary files of uploads. A request that
	 * its client or an error has ended may still delete its own.
	 * @param environment names the data folder
	 */
	public static void awaitNoTemporaryUpload(Environment environment) {
		Path incoming = Path.of(environment.getRequiredProperty("tintype.data-dir")).resolve("uploads/incoming");
		await(() -> {
			String[] names = incoming.toFile().list();
			return names == null || names.length == 0;
		});
	}

}
