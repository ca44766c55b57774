package dev.tintype.operation.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tintype.data.storage.Storage;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Stores the inputs and the result files of jobs.
 */
@Component
public class JobFiles {

	/** The beginning of all keys. */
	public static final String AREA = "jobs/";

	private static final String INPUT = "input";

	private static final String RESULT = "result";

	private final Storage storage;

	JobFiles(Storage storage) {
		this.storage = storage;
	}

	/**
	 * The keys of the files of a job: those of its row, and until its end all that it can
	 * have.
	 */
	static List<String> keys(Job job) {
		return job.state().isEnded() ? named(job) : List.of(key(job.id(), INPUT), key(job.id(), RESULT));
	}

	private static List<String> named(Job job) {
		return Stream.of(job.input(), job.file()).filter(Objects::nonNull).map(Objects::requireNonNull).toList();
	}

	/**
	 * The key of the result file of a job.
	 * @return the key, whether the file exists or not
	 */
	public static String resultKey(UUID job) {
		return key(job, RESULT);
	}

	private static String key(UUID job, String name) {
		return AREA + job + "/" + name;
	}

	/**
	 * Stores an input.
	 * @return its key
	 */
	Mono<String> putInput(UUID job, JobInput input) {
		String key = key(job, INPUT);
		return this.storage.put(key, input.file(), input.size(), input.sha256(), input.type()).thenReturn(key);
	}

	/**
	 * Stores a result file, in place of one that an earlier attempt has left.
	 * @param file a local file that nothing else uses
	 * @param size in bytes
	 * @param sha256 of its bytes in hex
	 * @param type its media type
	 * @return completes when it is stored
	 */
	public Mono<Void> putResult(UUID job, Path file, long size, String sha256, String type) {
		String key = key(job, RESULT);
		return this.storage.delete(List.of(key)).then(this.storage.put(key, file, size, sha256, type));
	}

	/**
	 * Deletes the files of a job.
	 * @return completes when they are deleted
	 */
	public Mono<Void> delete(Job job) {
		return this.storage.delete(named(job));
	}

	/**
	 * Deletes a file.
	 * @param key of a row
	 * @return completes when it is deleted
	 */
	public Mono<Void> delete(String key) {
		return this.storage.delete(List.of(key));
	}

}
