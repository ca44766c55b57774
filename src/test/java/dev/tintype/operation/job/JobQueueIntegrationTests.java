package dev.tintype.operation.job;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import dev.tintype.data.storage.Staging;
import dev.tintype.data.storage.Storage;
import dev.tintype.support.Hashes;
import dev.tintype.support.OwnFiles;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@IntegrationTest
class JobQueueIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Test
	void jobIsRefusedWhileTooManyAreUnfinished(@Autowired JobRepository repository, @Autowired JobFiles files,
			@Autowired Storage storage, @Autowired Staging staging) throws Exception {
		Duration day = Duration.ofDays(1);
		// Jobs of other tests may be unfinished, so the limit is none.
		Jobs jobs = new Jobs(repository, files, new JobSettings(1, day, day, 0, day, day));
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

	private static long stored(Storage storage) {
		return storage.list(JobFiles.AREA).count().blockOptional(PATIENCE).orElseThrow();
	}

}
