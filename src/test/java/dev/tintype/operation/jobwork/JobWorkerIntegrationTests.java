package dev.tintype.operation.jobwork;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.tintype.operation.job.Job;
import dev.tintype.operation.job.JobRepository;
import dev.tintype.operation.job.JobState;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class JobWorkerIntegrationTests {

	private static final String CANCEL = "/api/jobs/{id}/cancel";

	private static final String RETRY = "/api/jobs/{id}/retry";

	private final JobFixture jobs;

	private final Http http;

	private final JobRepository repository;

	JobWorkerIntegrationTests(@Autowired JobClaims claims, @Autowired JobFence fence,
			@Autowired dev.tintype.operation.job.JobFiles files,
			@Autowired dev.tintype.operation.job.JobSignals signals, @Autowired JobMeters meters,
			@Autowired JobRepository repository, @Autowired dev.tintype.operation.job.Jobs jobs,
			@Autowired WebTestClient client) {
		this.jobs = new JobFixture(claims, fence, files, signals, meters, repository, jobs);
		this.http = new Http(client);
		this.repository = repository;
	}

	@AfterEach
	void stopWorkers() throws InterruptedException {
		this.jobs.stopAll();
	}

	@Test
	void jobRunsToItsEnd() {
		SteppingKind kind = new SteppingKind(25);
		JobWorker worker = this.jobs.worker(kind);

		UUID id = this.jobs.submit(kind.name(), Map.of("folder", "ä"));
		Job job = this.jobs.awaitEnd(id);

		assertThat(job.state()).isEqualTo(JobState.DONE);
		assertThat(job.request().path("folder").asString()).isEqualTo("ä");
		assertThat(job.instance()).isEqualTo(worker.instance());
		assertThat(List.of(job.done(), job.failed(), job.total())).containsExactly(23L, 2L, 25L);
		assertThat(job.result()).isEqualTo(Json.MAPPER.readTree("{\"steps\":23,\"failed\":2}"));
		assertThat(kind.committed()).containsExactlyElementsOf(IntStream.range(0, 25).boxed().toList());
		List<JsonNode> events = this.http.with("Accept", "application/x-ndjson")
			.get("/api/jobs/{id}/events", id)
			.lines();
		assertThat(events.stream().map((event) -> event.path("id").asLong()))
			.containsExactlyElementsOf(IntStream.rangeClosed(1, events.size()).mapToObj(Long::valueOf).toList());
		assertThat(events.stream().map((event) -> event.at("/data/state").asString(""))).containsSubsequence("queued",
				"running", "done");
		assertThat(events.stream().map((event) -> event.at("/data/item").asString(""))).containsSubsequence("step 9",
				"step 19");
		assertThat(events).anyMatch((event) -> event.path("event").asString().equals("progress"));
	}

	@Test
	void jobOfStoppedInstanceContinuesOnAnotherOne() throws InterruptedException {
		Sinks.Empty<Void> gate = Sinks.empty();
		AtomicBoolean reached = new AtomicBoolean();
		SteppingKind first = new SteppingKind(10, (step) -> {
			reached.set(step == 4);
			return (step == 4) ? gate.asMono() : Mono.empty();
		});
		JobWorker leaving = this.jobs.worker(first);
		UUID id = this.jobs.submit(first.name());
		this.jobs.await(id, (job) -> reached.get());

		JobFixture.stop(leaving);

		Job waiting = this.jobs.find(id);
		assertThat(waiting.state()).isEqualTo(JobState.QUEUED);
		assertThat(waiting.attempts()).isZero();
		assertThat(waiting.instance()).isNull();
		assertThat(waiting.done()).isEqualTo(4);
		gate.tryEmitEmpty();
		JobWorker other = this.jobs.worker(first);
		Job job = this.jobs.awaitEnd(id);
		assertThat(job.instance()).isEqualTo(other.instance());
		assertThat(first.committed()).containsExactlyElementsOf(IntStream.range(0, 10).boxed().toList());
		assertThat(List.of(job.done(), job.failed())).containsExactly(9L, 1L);
	}

	@Test
	void runningJobIsCancelledBetweenChunksAndRetriedFromThere() {
		Sinks.Empty<Void> gate = Sinks.empty();
		AtomicBoolean reached = new AtomicBoolean();
		SteppingKind kind = new SteppingKind(6, (step) -> {
			reached.set(step == 3);
			return (step == 3) ? gate.asMono() : Mono.empty();
		});
		this.jobs.worker(kind);
		UUID id = this.jobs.submit(kind.name());
		this.jobs.await(id, (job) -> reached.get());

		Http.Answer cancelled = this.http.send(HttpMethod.POST, CANCEL, id);

		assertThat(cancelled.status()).isEqualTo(202);
		Job job = this.jobs.awaitEnd(id);
		assertThat(job.state()).isEqualTo(JobState.CANCELLED);
		assertThat(job.done()).isEqualTo(3);
		assertThat(kind.committed()).containsExactly(0, 1, 2);
		assertThat(this.http.send(HttpMethod.POST, CANCEL, id).status()).isEqualTo(409);
		gate.tryEmitEmpty();
		Http.Answer retried = this.http.send(HttpMethod.POST, RETRY, id);
		assertThat(retried.status()).isEqualTo(202);
		assertThat(retried.json().path("state").asString()).isEqualTo("queued");
		assertThat(this.jobs.awaitEnd(id).state()).isEqualTo(JobState.DONE);
		assertThat(kind.committed()).containsExactly(0, 1, 2, 3, 4, 5);
		assertThat(this.http.send(HttpMethod.POST, RETRY, id).status()).isEqualTo(409);
	}

	@Test
	void failedJobTellsWhyAndIsRetried() {
		AtomicBoolean broken = new AtomicBoolean(true);
		SteppingKind kind = new SteppingKind(3, (step) -> (step == 1 && broken.getAndSet(false))
				? Mono.error(ProblemException.invalid("/folder", "is gone")) : Mono.empty());
		this.jobs.worker(kind);
		UUID id = this.jobs.submit(kind.name());

		Job job = this.jobs.awaitEnd(id);

		assertThat(job.state()).isEqualTo(JobState.FAILED);
		assertThat(job.message()).contains("is gone");
		assertThat(job.finishedAt()).isNotNull();
		assertThat(this.http.send(HttpMethod.POST, RETRY, id).json().path("message").isNull()).isTrue();
		assertThat(this.jobs.awaitEnd(id).state()).isEqualTo(JobState.DONE);
		assertThat(kind.committed()).containsExactly(0, 1, 2);
	}

	@Test
	void unexpectedFailureRevealsNothing() {
		SteppingKind kind = new SteppingKind(1,
				(step) -> Mono.error(new IllegalStateException("SELECT secret FROM /etc/passwd")));
		this.jobs.worker(kind);

		Job job = this.jobs.awaitEnd(this.jobs.submit(kind.name()));

		assertThat(job.state()).isEqualTo(JobState.FAILED);
		assertThat(job.message()).isEqualTo("The job failed. The log has the details under its id.");
	}

	@Test
	void jobThatCannotRunHereStaysQueuedWithMessage() {
		SteppingKind kind = new SteppingKind(1);
		this.jobs.worker(kind);

		UUID id = this.jobs.submit(kind.name(), Map.of("elsewhere", true));
		Job job = this.jobs.await(id, (found) -> found.message() != null);

		assertThat(job.state()).isEqualTo(JobState.QUEUED);
		assertThat(job.message()).isEqualTo("The folder is elsewhere.");
		assertThat(job.attempts()).isZero();
		assertThat(job.startedAt()).isNull();
		this.repository.cancel(id).block();
		assertThat(this.jobs.find(id).state()).isEqualTo(JobState.CANCELLED);
	}

	@Test
	void jobsThatCannotRunHereDelayNewerJobByOneAttempt() throws InterruptedException {
		SteppingKind kind = new SteppingKind(1);
		JobWorker earlier = this.jobs.worker(kind);
		List<UUID> elsewhere = IntStream.range(0, 8)
			.mapToObj((i) -> this.jobs.submit(kind.name(), Map.of("elsewhere", true)))
			.toList();
		elsewhere.forEach((id) -> this.jobs.await(id, (job) -> job.message() != null));
		JobFixture.stop(earlier);
		UUID newer = this.jobs.submit(kind.name());
		kind.forgetAttempts();

		this.jobs.worker(kind);
		this.jobs.awaitEnd(newer);

		// Two attempts run at a time.
		assertThat(kind.attempted().indexOf(false)).isBetween(0, 2);
		Callers.await(() -> kind.attempted().size() == 9);
		elsewhere.forEach((id) -> this.repository.cancel(id).block());
	}

	@Test
	void firstStatementOfWorkerIsRepeatedUntilItSucceeds() {
		AtomicInteger tries = new AtomicInteger();
		SteppingKind kind = new SteppingKind(1);
		this.jobs.workerAfter(Mono.fromCallable(() -> {
			if (tries.incrementAndGet() < 3) {
				throw new TimeoutException("no turn to write");
			}
			return tries;
		}), Duration.ofSeconds(30), kind);

		assertThat(this.jobs.awaitEnd(this.jobs.submit(kind.name())).state()).isEqualTo(JobState.DONE);
		assertThat(this.jobs.awaitEnd(this.jobs.submit(kind.name())).state()).isEqualTo(JobState.DONE);
		assertThat(tries).hasValue(3);
	}

}
