package dev.tintype.operation.jobwork;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.operation.job.Job;
import dev.tintype.operation.job.JobChunk;
import dev.tintype.operation.job.JobRepository;
import dev.tintype.operation.job.JobState;
import dev.tintype.operation.job.JobStop;
import dev.tintype.operation.job.Jobs;
import dev.tintype.operation.job.NewJob;
import dev.tintype.testing.Callers;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@IntegrationTest
class JobClaimIntegrationTests {

	private static final Duration LEASE = Duration.ofSeconds(30);

	private static final Duration PAST = Duration.ofMillis(-1);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final String kind = "claimed_" + UUID.randomUUID();

	private final Jobs jobs;

	private final JobRepository repository;

	private final JobClaims claims;

	private final JobFence fence;

	private final Statements statements;

	JobClaimIntegrationTests(@Autowired Jobs jobs, @Autowired JobRepository repository, @Autowired JobClaims claims,
			@Autowired JobFence fence, @Autowired Statements statements) {
		this.jobs = jobs;
		this.repository = repository;
		this.claims = claims;
		this.fence = fence;
		this.statements = statements;
	}

	@Test
	void eightInstancesClaimEachJobOnce() {
		Set<UUID> submitted = Set.copyOf(Objects.requireNonNull(Flux.range(0, 400)
			.flatMap((i) -> this.jobs.submit(NewJob.of(this.kind, List.of())), 8)
			.map(Job::id)
			.collectList()
			.block(PATIENCE)));
		Queue<UUID> claimed = new ConcurrentLinkedQueue<>();

		Flux.range(0, 8)
			.flatMap((caller) -> Mono.fromRunnable(() -> claimAll("instance " + caller, claimed))
				.subscribeOn(Callers.SCHEDULER), 8)
			.blockLast(PATIENCE);

		assertThat(claimed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(submitted);
		submitted.forEach((id) -> this.repository.cancel(id).block(PATIENCE));
	}

	@Test
	void ownerWhoseLeaseExpiredWritesNothing() {
		UUID id = submit();
		OwnedJob former = Objects.requireNonNull(claim("former", PAST));
		OwnedJob owner = Objects.requireNonNull(claim("owner", LEASE));
		assertThat(owner.id()).isEqualTo(id).isEqualTo(former.id());

		assertThatExceptionOfType(JobStop.class).isThrownBy(() -> commit(former, "former " + id))
			.satisfies((stop) -> assertThat(stop.reason()).isEqualTo(JobStop.Reason.LOST));
		assertThat(this.claims.renew(former, LEASE).blockOptional(PATIENCE)).isEmpty();
		assertThat(this.claims.end(former, JobState.DONE, "", "", "").block(PATIENCE)).isFalse();
		assertThat(this.claims.handBack(former, "").block(PATIENCE)).isFalse();
		commit(owner, "owner " + id);

		assertThat(threads(id)).containsExactly("owner " + id);
		Job job = Objects.requireNonNull(this.repository.find(id).block(PATIENCE));
		assertThat(job.state()).isEqualTo(JobState.RUNNING);
		assertThat(job.done()).isEqualTo(1);
		assertThat(this.claims.end(owner, JobState.DONE, "", "", "").block(PATIENCE)).isTrue();
	}

	@Test
	void jobIsInterruptedAfterThreeAttemptsWithoutChunk() {
		UUID id = submit();
		commit(Objects.requireNonNull(claim("first", PAST)), "first " + id);
		IntStream.range(0, 3)
			.forEach((i) -> assertThat(claim("attempt " + i, PAST)).isNotNull()
				.satisfies((job) -> assertThat(job.resume()).hasToString("1")));

		assertThat(claim("last", PAST)).isNull();
		this.claims.interrupt().block(PATIENCE);

		Job job = Objects.requireNonNull(this.repository.find(id).block(PATIENCE));
		assertThat(job.state()).isEqualTo(JobState.INTERRUPTED);
		assertThat(job.attempts()).isEqualTo(3);
		assertThat(job.message()).isNotBlank();
		assertThat(job.finishedAt()).isNotNull();
		assertThat(this.jobs.retry(id).block(PATIENCE)).isNotNull()
			.satisfies((retried) -> assertThat(retried.attempts()).isZero());
		assertThat(claim("retry", LEASE)).isNotNull().satisfies((again) -> assertThat(again.resume()).hasToString("1"));
	}

	@Test
	void handedBackJobIsClaimedAtOnceUnlessSkipped() {
		UUID id = submit();
		OwnedJob first = Objects.requireNonNull(claim("first", LEASE));
		assertThat(claim("second", LEASE)).isNull();

		assertThat(this.claims.handBack(first, "elsewhere").block(PATIENCE)).isTrue();

		Job waiting = Objects.requireNonNull(this.repository.find(id).block(PATIENCE));
		assertThat(waiting.state()).isEqualTo(JobState.QUEUED);
		assertThat(waiting.attempts()).isZero();
		assertThat(waiting.instance()).isNull();
		assertThat(waiting.message()).isEqualTo("elsewhere");
		assertThat(this.claims.claim("first", List.of(this.kind), List.of(id), false, LEASE).blockOptional(PATIENCE))
			.isEmpty();
		assertThat(claim("second", LEASE)).isNotNull();
	}

	@Test
	void jobThatNoInstanceCanRunGetsOneEventForAllItsHandBacks() {
		UUID id = submit();

		for (String instance : List.of("first", "second", "first")) {
			OwnedJob claimed = Objects.requireNonNull(claim(instance, LEASE));
			assertThat(this.claims.handBack(claimed, "elsewhere").block(PATIENCE)).isTrue();
		}
		OwnedJob claimed = Objects.requireNonNull(claim("first", LEASE));
		assertThat(this.claims.handBack(claimed, "offline").block(PATIENCE)).isTrue();

		assertThat(messages(id)).containsExactly("", "elsewhere", "offline");
		this.repository.cancel(id).block(PATIENCE);
	}

	private List<String> messages(UUID id) {
		return Objects.requireNonNull(
				this.statements.sql("SELECT CAST(data AS VARCHAR) FROM job_events WHERE job_id = :id ORDER BY seq")
					.bind("id", id)
					.all((row) -> Json.MAPPER.readTree(Columns.get(row, 0, String.class)).path("message").asString(""))
					.collectList()
					.block(PATIENCE));
	}

	private void claimAll(String instance, Queue<UUID> claimed) {
		for (OwnedJob job = claim(instance, LEASE); job != null; job = claim(instance, LEASE)) {
			claimed.add(job.id());
		}
	}

	private UUID submit() {
		return Objects.requireNonNull(this.jobs.submit(NewJob.of(this.kind, List.of())).block(PATIENCE)).id();
	}

	private @Nullable OwnedJob claim(String instance, Duration lease) {
		return this.claims.claim(instance, List.of(this.kind), List.of(), false, lease).block(PATIENCE);
	}

	private void commit(OwnedJob job, String thread) {
		Mono<Boolean> work = this.statements.sql("""
				INSERT INTO chat_threads (thread_id, message_count, created_at, updated_at)
				VALUES (:id, 0, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)
				""").bind("id", thread).then().thenReturn(true);
		this.fence.run(job, job.counts(), work, (written) -> JobChunk.of(1, 1), true).block(PATIENCE);
	}

	private List<String> threads(UUID id) {
		return Objects.requireNonNull(this.statements.sql("SELECT thread_id FROM chat_threads WHERE thread_id LIKE :id")
			.bind("id", "%" + id)
			.<String>all((row) -> row.get(0, String.class))
			.collectList()
			.block(PATIENCE));
	}

}
