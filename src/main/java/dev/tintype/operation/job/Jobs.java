package dev.tintype.operation.job;

import java.net.URI;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.support.Ids;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Caller;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Submits jobs.
 */
@Component
public class Jobs {

	private static final String RETRY_AFTER = "30";

	private final JobRepository repository;

	private final JobFiles files;

	private final JobSettings settings;

	Jobs(JobRepository repository, JobFiles files, JobSettings settings) {
		this.repository = repository;
		this.files = files;
		this.settings = settings;
	}

	/**
	 * Responds to a valid request with a job. A handler calls it for a request with
	 * {@code Prefer: respond-async}, and for work that is always a job.
	 * @param request that has been read
	 * @param job what it asks for
	 * @return 202 with {@code Location} and the job; a problem of type
	 * {@code INVALID_REQUEST} if it has an {@code Idempotency-Key}, or those of
	 * {@link #submit}
	 */
	public Mono<ServerResponse> accept(ServerRequest request, NewJob job) {
		Idempotency.refuse(request, "a job");
		return submit(job).flatMap((submitted) -> {
			ServerResponse.BodyBuilder response = ServerResponse.status(HttpStatus.ACCEPTED)
				.location(URI.create("/api/jobs/" + submitted.id()));
			if (Requests.prefersAsync(request)) {
				response.header("Preference-Applied", "respond-async");
			}
			return Answers.json(response, submitted);
		});
	}

	/**
	 * Submits a job.
	 * @param job with a valid request
	 * @return the queued job, once it is committed; a problem of type {@code CONFLICT} if
	 * an unfinished job has the same subject, or of type {@code UNAVAILABLE} if there are
	 * too many unfinished jobs. The input is then deleted
	 */
	public Mono<Job> submit(NewJob job) {
		return Mono.defer(() -> {
			UUID id = Ids.next();
			JobInput input = job.input();
			if (input == null) {
				return insert(id, job, null);
			}
			return this.files.putInput(id, input)
				.flatMap((key) -> insert(id, job, key)
					.onErrorResume((ex) -> this.files.delete(key).then(Mono.error(ex))));
		});
	}

	private Mono<Job> insert(UUID id, NewJob job, @Nullable String input) {
		return Mono
			.deferContextual((context) -> this.repository.insert(id, job, Caller.in(context).principal(), input,
					this.settings.queue()))
			.switchIfEmpty(Mono.defer(() -> this.repository.isBusy(Objects.requireNonNullElse(job.subject(), id))
				.flatMap((busy) -> Mono.error(busy ? busy() : full()))));
	}

	/**
	 * Queues an ended job again. It continues from its resume point.
	 * @param id of the job
	 * @return the job; empty if it is unknown; a problem of type {@code CONFLICT} unless
	 * it failed, or was interrupted or cancelled, and no unfinished job has the same
	 * subject, or of type {@code UNAVAILABLE} if there are too many unfinished jobs
	 */
	public Mono<Job> retry(UUID id) {
		return this.repository.retry(id, this.settings.queue())
			.switchIfEmpty(Mono.defer(() -> this.repository.find(id).flatMap(this::refuse)));
	}

	private Mono<Job> refuse(Job job) {
		if (!job.state().isRetryable()) {
			return Mono.error(new ProblemException(ProblemType.CONFLICT,
					"Only a job that has failed, or was cancelled or interrupted, can be retried."));
		}
		return this.repository.isBusy(job.id()).flatMap((busy) -> Mono.error(busy ? busy() : full()));
	}

	private static ProblemException busy() {
		return new ProblemException(ProblemType.CONFLICT,
				"Another job works on the same operation. Cancel that job, or wait for its end.");
	}

	private ProblemException full() {
		ProblemException problem = new ProblemException(ProblemType.UNAVAILABLE,
				"There are " + this.settings.queue() + " unfinished jobs, the limit. Send the request again later.");
		problem.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
		return problem;
	}

}
