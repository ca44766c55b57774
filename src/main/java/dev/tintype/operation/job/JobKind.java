package dev.tintype.operation.job;

import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * A kind of job. A feature contributes a bean of each of its kinds. Its handler validates
 * a request, and then submits it with {@link Jobs}.
 */
public interface JobKind {

	/**
	 * The kind in {@code jobs.kind}.
	 * @return a name in lower case, such as {@code register_folder}
	 */
	String name();

	/**
	 * Looks for a reason why this instance cannot run a job, such as a folder that does
	 * not exist here. The job then stays queued with that reason as its message, and
	 * another instance may run it.
	 * @param request of the job
	 * @return a sentence for people; empty if this instance can run the job
	 */
	default Mono<String> obstacle(JsonNode request) {
		return Mono.empty();
	}

	/**
	 * Runs a job, from its beginning or from its resume point. The work commits itself
	 * only through {@link JobRun#chunk}, one chunk after the other. It is cancelled at
	 * any point between chunks, and while the lease is lost also inside one. A fault of
	 * an item belongs to a chunk; an error ends the job as failed.
	 * @param run of the job
	 * @return the result for {@code jobs.result}, which is written as JSON: the response
	 * of the request without its rows. Empty for no result
	 */
	Mono<?> run(JobRun run);

	/**
	 * Whether only administrators may see the jobs of this kind.
	 * @return false unless their results are confidential
	 */
	default boolean isConfidential() {
		return false;
	}

	/**
	 * Describes the result file of a job.
	 * @param request of the job
	 * @return its name and type for downloads
	 */
	default JobFile file(JsonNode request) {
		return JobFile.UNKNOWN;
	}

}
