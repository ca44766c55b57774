package dev.tintype.testing;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Threads for callers that wait for their answers. The service under test runs in the
 * same process and needs its own.
 */
public final class Callers {

	/** As many as any test has callers. */
	public static final Scheduler SCHEDULER = Schedulers.newBoundedElastic(64, 1_000, "callers");

	private Callers() {
	}

}
