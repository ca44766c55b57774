package dev.tintype.caption.run;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A run as clients see it.
 *
 * @param total the number of images, null if they are not counted yet. At the end it is
 * the sum of {@code done} and {@code failed}
 * @param claimed the number of images that workers hold
 * @param imagesPerSecond of the last minute, 0 if the run has ended
 * @param etaSeconds the estimated remaining time, null if it is not known
 * @param workers the workers that were seen last, at most a hundred
 */
record RunStatus(UUID runId, UUID operationId, @Nullable String label, String model, RunState state,
		@Nullable Long total, long done, long failed, long claimed, Instant createdAt, @Nullable Instant finishedAt,
		double imagesPerSecond, @Nullable Long etaSeconds, List<Worker> workers) {

	private static final int DIGITS = 100;

	static RunStatus of(Run run, long claimed, double rate, List<Worker> workers) {
		double rounded = (double) Math.round(rate * DIGITS) / DIGITS;
		Long left = (run.total() != null && run.state() == RunState.RUNNING)
				? Math.max(0, run.total() - run.done() - run.failed()) : null;
		Long eta = (left != null && (rate > 0 || left == 0)) ? (long) Math.ceil((left == 0) ? 0 : left / rate) : null;
		return new RunStatus(run.id(), run.id(), run.label(), run.model(), run.state(), run.total(), run.done(),
				run.failed(), claimed, run.createdAt(), run.finishedAt(), rounded, eta, workers);
	}

	/**
	 * A worker of a run.
	 *
	 * @param claimed the number of images that it holds
	 * @param done the number of images that it has captioned
	 */
	record Worker(String worker, long claimed, long done, Instant lastSeenAt) {
	}

}
