package dev.tintype.testing;

import java.time.Duration;
import java.util.concurrent.Callable;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

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

}
