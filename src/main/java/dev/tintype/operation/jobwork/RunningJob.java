package dev.tintype.operation.jobwork;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import dev.tintype.data.sql.LongWork;
import dev.tintype.operation.job.JobFiles;
import dev.tintype.operation.job.JobKind;
import dev.tintype.operation.job.JobState;
import dev.tintype.operation.job.JobStop;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.web.ErrorResponse;

/**
 * A job that this instance runs: its kind works, while its lease is renewed in parallel.
 */
final class RunningJob {

	private static final Logger LOG = LoggerFactory.getLogger(RunningJob.class);

	/** How often a lease is renewed while it lasts. */
	private static final int RENEWALS = 3;

	private final OwnedJob job;

	private final JobKind kind;

	private final JobClaims claims;

	private final JobFiles files;

	private final Flux<String> signals;

	private final Duration lease;

	private final Attempt run;

	/**
	 * Whether the end of the job is being stored, after which no lease can be renewed.
	 */
	private volatile boolean ending;

	RunningJob(OwnedJob job, JobKind kind, JobClaims claims, JobFence fence, JobFiles files, Flux<String> signals,
			Duration lease) {
		this.job = job;
		this.kind = kind;
		this.claims = claims;
		this.files = files;
		this.signals = signals;
		this.lease = lease;
		this.run = new Attempt(job, fence, files);
	}

	/**
	 * Runs the job until it ends, is handed back, or is lost.
	 * @param takenOver is called if the former owner did not hand the job back
	 * @param obstructed is called if this instance cannot run the job, before it hands it
	 * back: afterwards it may claim it again
	 * @return completes at the end, never with an error
	 */
	Mono<Void> run(Runnable takenOver, Runnable obstructed) {
		Mono<Boolean> attempt = this.job.cancelled() ? Mono.error(new JobStop(JobStop.Reason.CANCELLED))
				: this.kind.obstacle(this.job.request()).flatMap((obstacle) -> {
					obstructed.run();
					return this.claims.handBack(this.job, obstacle);
				}).switchIfEmpty(Mono.defer(() -> work(takenOver)));
		Mono<Boolean> stopped = this.run.stopped()
			.then(Mono.error(() -> new JobStop(Objects.requireNonNull(this.run.reason()))));
		Mono<Boolean> all = Mono.firstWithSignal(attempt, stopped).onErrorResume(this::stop);
		return Mono.using(this::renew, (renewal) -> LongWork.of(all), Disposable::dispose).onErrorResume((ex) -> {
			LOG.warn("The job {} is left until its lease expires: {}", this.job.id(), ex.toString());
			return Mono.just(false);
		}).then();
	}

	private Mono<Boolean> work(Runnable takenOver) {
		return this.claims.begin(this.job)
			.switchIfEmpty(Mono.error(() -> new JobStop(JobStop.Reason.LOST)))
			.flatMap((past) -> {
				if (past.state().equals(JobState.RUNNING.word())) {
					takenOver.run();
				}
				this.run.knowFaults(past.faults());
				return this.kind.run(this.run).map(Json.MAPPER::writeValueAsString).defaultIfEmpty("");
			})
			.flatMap(this::finish)
			.thenReturn(false);
	}

	private Mono<?> finish(String result) {
		this.ending = true;
		String file = this.run.hasFile() ? JobFiles.resultKey(this.job.id()) : "";
		return this.claims.end(this.job, JobState.DONE, "", result, file).flatMap((owned) -> {
			String input = this.job.input();
			// If this fails, the cleanup deletes it.
			return (owned && input != null) ? this.files.delete(input).onErrorComplete().thenReturn(true)
					: Mono.just(owned);
		});
	}

	private Mono<Boolean> stop(Throwable failure) {
		JobStop.Reason reason = (failure instanceof JobStop stop) ? stop.reason() : this.run.reason();
		if (reason != null) {
			return stop(reason).thenReturn(false);
		}
		ErrorResponse problem = Problems.of(failure);
		if (problem.getStatusCode().value() == ProblemType.UNAVAILABLE.status().value()) {
			// The next attempt may succeed.
			return Mono.error(failure);
		}
		boolean unknown = problem.getStatusCode().is5xxServerError();
		if (unknown) {
			LOG.error("The job {} of kind {} failed", this.job.id(), this.job.kind(), failure);
		}
		// The usual detail refers to the id of a request.
		String detail = unknown ? null : problem.getBody().getDetail();
		String message = Objects.requireNonNullElse(detail, "The job failed. The log has the details under its id.");
		return this.claims.end(this.job, JobState.FAILED, message, "", "").thenReturn(false);
	}

	private Mono<?> stop(JobStop.Reason reason) {
		return switch (reason) {
			case CANCELLED -> this.claims.end(this.job, JobState.CANCELLED, "", "", "");
			case SHUTDOWN -> this.claims.handBack(this.job, "");
			case LOST -> {
				LOG.info("Another instance owns the job {}; this instance stops its work on it", this.job.id());
				yield Mono.just(false);
			}
		};
	}

	// A failed renewal is repeated at the next time. Should the lease expire meanwhile,
	// the fence rejects what this instance does.
	private Disposable renew() {
		return Flux.merge(Flux.interval(this.lease.dividedBy(RENEWALS)), this.signals)
			.onBackpressureLatest()
			.concatMap((tick) -> this.claims.renew(this.job, this.lease)
				.map((cancelled) -> cancelled ? Optional.of(JobStop.Reason.CANCELLED)
						: Optional.<JobStop.Reason>empty())
				.defaultIfEmpty(Optional.of(JobStop.Reason.LOST))
				.doOnNext((reason) -> reason.filter((found) -> !this.ending).ifPresent(this.run::stop))
				.onErrorResume((ex) -> {
					LOG.debug("The lease of the job {} was not renewed", this.job.id(), ex);
					return Mono.empty();
				}), 1)
			.subscribe();
	}

	/**
	 * Hands the job back after its chunk.
	 */
	void handBack() {
		this.run.stop(JobStop.Reason.SHUTDOWN);
	}

	/**
	 * Hands the job back at once; its chunk is rolled back.
	 */
	void abandon() {
		this.run.stop(JobStop.Reason.SHUTDOWN);
		this.run.abandon();
	}

}
