package dev.tintype.testing;

import java.time.Duration;
import java.util.concurrent.Callable;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Threads for callers that wait for their answers. The service under test runs in the
 * same process and needs its own.
 */
public final class Callers {

	/** As many as any test has callers. */
	public static final Scheduler SCHEDULER = Schedulers.newBoundedElastic(64, 1_000, "callers");

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private Callers() {
	}

	/**
	 * Waits until a condition holds.
	 * @param condition what is asked every 20 ms, on a thread that may block
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
