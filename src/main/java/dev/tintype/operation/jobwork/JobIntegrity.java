package dev.tintype.operation.jobwork;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.tintype.data.storage.Staging;
import dev.tintype.data.storage.Storage;
import dev.tintype.data.storage.StoredObject;
import dev.tintype.operation.integrity.IntegrityCheck;
import dev.tintype.operation.integrity.IntegrityChecks;
import dev.tintype.operation.job.JobFiles;
import dev.tintype.operation.job.JobRepository;
import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Checks that each file of a job has its row. An input is stored before its row, and a
 * result before its key, so only old files count.
 */
@Component
@Order(80)
class JobIntegrity implements IntegrityChecks {

	private static final int BATCH = 500;

	private final Storage storage;

	private final JobRepository jobs;

	JobIntegrity(Storage storage, JobRepository jobs) {
		this.storage = storage;
		this.jobs = jobs;
	}

	@Override
	public List<IntegrityCheck> all() {
		return List.of(IntegrityCheck.quick("jobs.unreferenced", """
				Files of jobs that are older than a day and that no job refers to. Repair deletes those with a name \
				of the service.""", unreferenced().map(this.storage::location), delete()));
	}

	private Mono<Long> delete() {
		return unreferenced().filter((key) -> job(key) != null)
			.concatMap((key) -> this.storage.delete(List.of(key)).thenReturn(key), 1)
			.count();
	}

	private Flux<String> unreferenced() {
		return this.storage.list(JobFiles.AREA)
			.filter((object) -> object.modifiedAt().isBefore(Instant.now().minus(Staging.AGE)))
			.map(StoredObject::key)
			.buffer(BATCH)
			.concatMap(this::unreferenced, 1);
	}

	private Flux<String> unreferenced(Collection<String> keys) {
		Set<UUID> ids = new HashSet<>();
		for (String key : keys) {
			UUID job = job(key);
			if (job != null) {
				ids.add(job);
			}
		}
		return this.jobs.referredKeys(ids)
			.flatMapIterable((referred) -> keys.stream().filter((key) -> !referred.contains(key)).toList());
	}

	private static @Nullable UUID job(String key) {
		String[] segments = key.split("/", -1);
		return (segments.length == 3) ? Ids.parse(segments[1]) : null;
	}

}
