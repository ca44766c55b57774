package dev.tintype.operation.job;

import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * One attempt at a job, by the instance that owns it. Its kind commits the work in chunks
 * and needs to know nothing of leases, cancellation and shutdown: a chunk that must not
 * be committed, or must not be followed by another one, ends with a {@link JobStop}.
 */
public interface JobRun {

	/**
	 * The id of the job.
	 * @return also the id of the operation whose rows the job writes, if it has one
	 */
	UUID id();

	/**
	 * The request of the job.
	 * @return as the handler submitted it
	 */
	JsonNode request();

	/**
	 * The request of the job as a value.
	 * @param <T> its type
	 * @return as the handler submitted it
	 */
	<T> T request(Class<T> type);

	/**
	 * The point where the work continues.
	 * @param <T> its type
	 * @return that of the last committed chunk; null at the beginning
	 */
	<T> @Nullable T resume(Class<T> type);

	/**
	 * The input of the job.
	 * @return its storage key; null if there is none
	 */
	@Nullable String input();

	/**
	 * The number of items that succeeded, in all attempts.
	 * @return as of the last committed chunk
	 */
	long done();

	/**
	 * The number of items that failed, in all attempts.
	 * @return as of the last committed chunk
	 */
	long failed();

	/** Sets the counters to zero, because the work starts from the beginning. */
	void restart();

	/**
	 * Runs a chunk as one transaction. It ends with the statement that checks that this
	 * instance still owns the job, and stores the counters and the resume point. Chunks
	 * run one after the other.
	 * @param <T> what the work gives
	 * @param work the statements of the chunk, which may run more than once after a
	 * conflict. It gives exactly one value
	 * @param outcome tells what the chunk has done
	 * @return what the work gives, once it is committed; a {@link JobStop} if it must not
	 * be committed, or if no further chunk may follow
	 */
	<T> Mono<T> chunk(Mono<T> work, Function<T, JobChunk> outcome);

	/**
	 * Stores counters and a resume point, for work without statements in the chunk.
	 * @param chunk what has been done
	 * @return completes when it is stored; a {@link JobStop} as for a chunk
	 */
	default Mono<Void> chunk(JobChunk chunk) {
		return chunk(Mono.just(chunk), Function.identity()).then();
	}

	/**
	 * Stores the progress of work that starts from the beginning in each attempt. It
	 * commits no chunk, so three such attempts end the job as interrupted.
	 * @param done the number of finished items
	 * @param total the number of all items
	 * @return completes when it is stored; a {@link JobStop} as for a chunk
	 */
	Mono<Void> report(long done, long total);

	/**
	 * Stores the result file of the job. An incomplete or earlier file of the job is
	 * replaced.
	 * @param file a local file that nothing else uses
	 * @param size in bytes
	 * @param sha256 of its bytes in hex
	 * @param type its media type
	 * @return completes when the file is stored; clients see it when the job is done
	 */
	Mono<Void> keep(Path file, long size, String sha256, String type);

}
