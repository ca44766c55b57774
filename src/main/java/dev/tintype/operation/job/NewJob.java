package dev.tintype.operation.job;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A job to submit, whose request is valid.
 *
 * @param kind the name of a {@link JobKind}
 * @param request what the kind needs, written as a JSON object
 * @param total the number of items, null if it is not known
 * @param input the local file with the input, null if there is none
 * @param subject what the job works on, null for the job itself. No two unfinished jobs
 * have the same subject
 */
public record NewJob(String kind, Object request, @Nullable Long total, @Nullable JobInput input,
		@Nullable UUID subject) {

	/**
	 * Describes a job without an input.
	 * @param kind the name of a {@link JobKind}
	 * @param request what the kind needs, written as a JSON object
	 * @return the job
	 */
	public static NewJob of(String kind, Object request) {
		return new NewJob(kind, request, null, null, null);
	}

	/**
	 * Adds the number of items.
	 * @param items of the whole job
	 * @return the same job with it
	 */
	public NewJob ofTotal(long items) {
		return new NewJob(this.kind, this.request, items, this.input, this.subject);
	}

	/**
	 * Adds an input, which is stored before the job is.
	 * @param file the local file
	 * @return the same job with it
	 */
	public NewJob with(JobInput file) {
		return new NewJob(this.kind, this.request, this.total, file, this.subject);
	}

	/**
	 * Names what the job works on.
	 * @param id of the subject, such as the job whose work this one takes back
	 * @return the same job, which is refused while another job with that subject is
	 * unfinished
	 */
	public NewJob on(UUID id) {
		return new NewJob(this.kind, this.request, this.total, this.input, id);
	}

}
