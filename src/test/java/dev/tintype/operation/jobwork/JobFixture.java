package dev.tintype.operation.jobwork;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import dev.tintype.data.database.Instance;
import dev.tintype.operation.job.Job;
import dev.tintype.operation.job.JobFiles;
import dev.tintype.operation.job.JobKind;
import dev.tintype.operation.job.JobRepository;
import dev.tintype.operation.job.JobSettings;
import dev.tintype.operation.job.JobSignals;
import dev.tintype.operation.job.Jobs;
import dev.tintype.operation.job.NewJob;
import reactor.core.publisher.Mono;

/**
 * Submits jobs of a test, and runs workers beside that of the service. Each worker is a
 * separate instance.
 */
class JobFixture {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final JobClaims claims;

	private final JobFence fence;

	private final JobFiles files;

	private final JobSignals signals;

	private final JobMeters meters;

	private final JobRepository repository;

	private final Jobs jobs;

	private final List<JobWorker> workers = new ArrayList<>();

	JobFixture(JobClaims claims, JobFence fence, JobFiles files, JobSignals signals, JobMeters meters,
			JobRepository repository, Jobs jobs) {
		this.claims = claims;
		this.fence = fence;
		this.files = files;
		this.signals = signals;
		this.meters = meters;
		this.repository = repository;
		this.jobs = jobs;
	}

	/**
	 * The settings of a worker.
	 */
	static JobSettings settings(Duration lease) {
		return new JobSettings(2, Duration.ofMillis(100), lease, 1000, Duration.ofDays(7), Duration.ofHours(24));
	}

	JobWorker worker(JobKind... kinds) {
		return worker(Duration.ofSeconds(30), kinds);
	}

	JobWorker worker(Duration lease, JobKind... kinds) {
		return workerAfter(Mono.empty(), lease, kinds);
	}

	/**
	 * Starts a worker.
	 * @param before what it does before it claims a job
	 */
	JobWorker workerAfter(Mono<?> before, Duration lease, JobKind... kinds) {
		JobWorker worker = new JobWorker(List.of(kinds), this.claims, this.fence, this.files, this.signals, this.meters,
				settings(lease), new Instance(null));
		this.workers.add(worker);
		worker.start(before);
		return worker;
	}

	/**
	 * Stops a worker and waits until it has ended.
	 */
	static void stop(JobWorker worker) throws InterruptedException {
		CountDownLatch stopped = new CountDownLatch(1);
		worker.stop(stopped::countDown);
		if (!stopped.await(30, TimeUnit.SECONDS)) {
			throw new IllegalStateException("The worker has not stopped");
		}
	}

	void stopAll() throws InterruptedException {
		for (JobWorker worker : this.workers) {
			stop(worker);
		}
		this.workers.clear();
	}

	UUID submit(String kind) {
		return submit(kind, Map.of());
	}

	UUID submit(String kind, Map<String, ?> request) {
		return Objects.requireNonNull(this.jobs.submit(NewJob.of(kind, request)).block(PATIENCE)).id();
	}

	Job find(UUID id) {
		return Objects.requireNonNull(this.repository.find(id).block(PATIENCE));
	}

	/**
	 * Waits until a job has a property.
	 */
	Job await(UUID id, Predicate<Job> condition) {
		return Objects.requireNonNull(this.repository.find(id)
			.filter(condition)
			.repeatWhenEmpty((rounds) -> rounds.delayElements(Duration.ofMillis(20)))
			.block(PATIENCE), () -> "The job is " + find(id));
	}

	Job awaitEnd(UUID id) {
		return await(id, (job) -> job.state().isEnded());
	}

}
