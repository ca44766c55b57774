package dev.tintype.operation.job;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.storage.Staging;
import dev.tintype.data.storage.Storage;
import dev.tintype.support.Hashes;
import dev.tintype.support.OwnFiles;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@IntegrationTest
class JobQueueIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	/** No instance runs such jobs. */
	private static final String KIND = "waiting";

	@Test
	void jobIsRefusedWhileTooManyAreUnfinished(@Autowired JobRepository repository, @Autowired JobFiles files,
			@Autowired Storage storage, @Autowired Staging staging) throws Exception {
		// Jobs of other tests may be unfinished, so the limit is none.
		Jobs jobs = new Jobs(repository, files, settings(0));
		Path file = staging.newFile();
		OwnFiles.createFolderOf(file);
		Files.writeString(file, "x");
		JobInput input = new JobInput(file, 1, Hashes.sha256("x".getBytes(StandardCharsets.UTF_8)), "text/plain");
		long before = stored(storage);

		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> jobs.submit(NewJob.of("refused", Map.of()).with(input)).block(PATIENCE))
			.satisfies((problem) -> {
				assertThat(problem.type()).isEqualTo(ProblemType.UNAVAILABLE);
				assertThat(problem.getHeaders().getFirst("Retry-After")).isEqualTo("30");
			});

		assertThat(stored(storage)).isEqualTo(before);
		assertThat(repository.rows(JobRepository.where(null, "refused")).count().block(PATIENCE)).isZero();
	}

	@Test
	void retryIsRefusedWhileTooManyAreUnfinished(@Autowired JobRepository repository, @Autowired JobFiles files,
			@Autowired Jobs jobs) {
		UUID id = submit(jobs, NewJob.of(KIND, Map.of()));
		repository.cancel(id).block(PATIENCE);
		Jobs full = new Jobs(repository, files, settings(0));

		assertProblem(full.retry(id), ProblemType.UNAVAILABLE);
		assertThat(state(repository, id)).isEqualTo(JobState.CANCELLED);
		jobs.retry(id).block(PATIENCE);
		assertThat(state(repository, id)).isEqualTo(JobState.QUEUED);
		assertProblem(full.retry(id), ProblemType.CONFLICT);
		repository.cancel(id).block(PATIENCE);
	}

	@Test
	void oneOfManyJobsWithSameSubjectIsAccepted(@Autowired JobRepository repository, @Autowired Jobs jobs) {
		UUID subject = UUID.randomUUID();
		List<UUID> accepted = Objects.requireNonNull(Flux.range(0, 6)
			.flatMap((i) -> jobs.submit(NewJob.of(KIND, Map.of()).on(subject))
				.map(Job::id)
				.onErrorResume(ProblemException.class, (problem) -> {
					assertThat(problem.type()).isEqualTo(ProblemType.CONFLICT);
					return Mono.empty();
				}), 6)
			.collectList()
			.block(PATIENCE));
		assertThat(accepted).hasSize(1);

		UUID first = accepted.get(0);
		repository.cancel(first).block(PATIENCE);
		UUID second = submit(jobs, NewJob.of(KIND, Map.of()).on(subject));
		assertThat(repository.isBusy(subject).block(PATIENCE)).isTrue();
		assertProblem(jobs.retry(first), ProblemType.CONFLICT);
		repository.cancel(second).block(PATIENCE);
		assertThat(repository.isBusy(subject).block(PATIENCE)).isFalse();
	}

	private static UUID submit(Jobs jobs, NewJob job) {
		return jobs.submit(job).map(Job::id).blockOptional(PATIENCE).orElseThrow();
	}

	private static JobState state(JobRepository repository, UUID id) {
		return repository.find(id).map(Job::state).blockOptional(PATIENCE).orElseThrow();
	}

	private static void assertProblem(Mono<?> call, ProblemType type) {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> call.block(PATIENCE))
			.satisfies((problem) -> assertThat(problem.type()).isEqualTo(type));
	}

	private static JobSettings settings(int queue) {
		Duration day = Duration.ofDays(1);
		return new JobSettings(1, day, day, queue, day, day);
	}

	private static long stored(Storage storage) {
		return storage.list(JobFiles.AREA).count().blockOptional(PATIENCE).orElseThrow();
	}

}
