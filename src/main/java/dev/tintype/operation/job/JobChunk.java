package dev.tintype.operation.job;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a chunk of a job has done. It is committed together with the rows of the chunk.
 *
 * @param done the number of items of this chunk that succeeded
 * @param failed the number of items of this chunk that failed
 * @param total the number of items of the whole job, null if it is not known yet
 * @param resume where the next attempt continues, written as JSON: any value that the
 * kind reads again from {@link JobRun#resume()}
 * @param faults of items, in order; a job keeps its first thousand
 */
public record JobChunk(long done, long failed, @Nullable Long total, Object resume, List<JobFault> faults) {

	/**
	 * Describes a chunk whose items all succeeded.
	 * @param done the number of items
	 * @param resume where the next attempt continues
	 * @return the chunk
	 */
	public static JobChunk of(long done, Object resume) {
		return new JobChunk(done, 0, null, resume, List.of());
	}

	/**
	 * Describes a chunk some of whose items failed.
	 * @param done the number of items that succeeded
	 * @param resume where the next attempt continues
	 * @param faults one for each item that failed
	 * @return the chunk
	 */
	public static JobChunk of(long done, Object resume, List<JobFault> faults) {
		return new JobChunk(done, faults.size(), null, resume, faults);
	}

	/**
	 * Adds the number of all items.
	 * @param items of the whole job
	 * @return the same chunk with it
	 */
	public JobChunk ofTotal(long items) {
		return new JobChunk(this.done, this.failed, items, this.resume, this.faults);
	}

}
