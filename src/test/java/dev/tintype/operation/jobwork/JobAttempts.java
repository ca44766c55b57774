package dev.tintype.operation.jobwork;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.operation.job.JobChunk;
import dev.tintype.operation.job.JobState;
import dev.tintype.operation.job.Jobs;
import dev.tintype.operation.job.NewJob;
import reactor.core.publisher.Mono;

/**
 * Takes jobs of one kind through their steps without a worker.
 */
final class JobAttempts {

	private static final Duration LEASE = Duration.ofSeconds(30);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final String kind;

	private final Jobs jobs;

	private final JobClaims claims;

	private final JobFence fence;

	JobAttempts(String kind, Jobs jobs, JobClaims claims, JobFence fence) {
		this.kind = kind;
		this.jobs = jobs;
		this.claims = claims;
		this.fence = fence;
	}

	UUID submit() {
		return Objects.requireNonNull(this.jobs.submit(NewJob.of(this.kind, Map.of("a", 1))).block(PATIENCE)).id();
	}

	/**
	 * Claims the oldest job of the kind and begins it.
	 */
	OwnedJob begin() {
		OwnedJob job = Objects
			.requireNonNull(this.claims.claim("instance", List.of(this.kind), List.of(), false, LEASE).block(PATIENCE));
		this.claims.begin(job).block(PATIENCE);
		return job;
	}

	/**
	 * Submits a job, commits chunks of one item each, and ends it as done.
	 */
	UUID ended(int chunks) {
		UUID id = submit();
		OwnedJob job = begin();
		JobCounts counts = job.counts();
		for (int i = 0; i < chunks; i++) {
			counts = commit(job, counts, JobChunk.of(1, i));
		}
		this.claims.end(job, JobState.DONE, "", "", "").block(PATIENCE);
		return id;
	}

	JobCounts commit(OwnedJob job, JobCounts counts, JobChunk chunk) {
		return Objects
			.requireNonNull(this.fence.run(job, counts, Mono.just(chunk), (done) -> done, true).block(PATIENCE))
			.counts();
	}

}
