package dev.tintype.operation.jobwork;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import dev.tintype.data.sql.Recurring;
import dev.tintype.operation.job.Job;
import dev.tintype.operation.job.JobFiles;
import dev.tintype.operation.job.JobRepository;
import dev.tintype.operation.job.JobSettings;
import dev.tintype.support.ServiceOnly;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Deletes what is no longer needed of ended jobs.
 */
@Component
@ServiceOnly
class JobCleanup extends Recurring {

	private static final Duration EVERY = Duration.ofMinutes(10);

	JobCleanup(Ended ended, JobSettings settings) {
		super("Deleting ended jobs", EVERY, () -> ended.delete(settings));
	}

	/**
	 * The ended jobs.
	 */
	@Component
	static final class Ended {

		private final EndedJobs aged;

		private final JobRepository jobs;

		private final JobFiles files;

		Ended(EndedJobs aged, JobRepository jobs, JobFiles files) {
			this.aged = aged;
			this.jobs = jobs;
			this.files = files;
		}

		/**
		 * Deletes inputs of jobs that are done, result files and jobs after their
		 * retention.
		 */
		Mono<Void> delete(JobSettings settings) {
			Mono<Void> inputs = each(this.aged.doneWithInput(),
					(job) -> this.files.delete(Objects.requireNonNull(job.input()))
						.then(this.aged.forgetInput(job.id())));
			Mono<Void> results = each(this.aged.withFile(settings.fileRetention()),
					(job) -> this.files.delete(Objects.requireNonNull(job.file()))
						.then(this.aged.forgetFile(job.id())));
			Mono<Void> rows = each(this.aged.ended(settings.retention()),
					(job) -> this.jobs.delete(job.id()).filter((deleted) -> deleted).then(this.files.delete(job)));
			return inputs.then(results).then(rows);
		}

		private static Mono<Void> each(Flux<Job> page, Function<Job, Mono<?>> work) {
			return page.collectList()
				.flatMap((jobs) -> Flux.fromIterable(jobs).concatMap(work, 1).then(Mono.just(jobs)))
				.repeat()
				.takeUntil(List::isEmpty)
				.then();
		}

	}

}
