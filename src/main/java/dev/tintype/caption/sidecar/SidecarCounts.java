package dev.tintype.caption.sidecar;

import java.util.ArrayList;
import java.util.List;

import dev.tintype.operation.job.JobFault;

/**
 * Counts the text files of a request, and keeps the first problems.
 *
 * @param written the number of files that were written, or would be
 * @param skipped the number of files that exist already and are not replaced
 * @param failed the number of files that cannot be written
 * @param problems the first failed files
 */
record SidecarCounts(long written, long skipped, long failed, List<Problem> problems) {

	/** No files. */
	static final SidecarCounts NONE = new SidecarCounts(0, 0, 0, List.of());

	private static final int MOST_PROBLEMS = 100;

	SidecarCounts plus(SidecarCounts more) {
		List<Problem> all = new ArrayList<>(this.problems);
		int room = Math.max(0, MOST_PROBLEMS - all.size());
		all.addAll(more.problems.subList(0, Math.min(room, more.problems.size())));
		return new SidecarCounts(this.written + more.written, this.skipped + more.skipped, this.failed + more.failed,
				all);
	}

	/**
	 * The problems as faults of a job.
	 */
	List<JobFault> faults() {
		return this.problems.stream().map((problem) -> new JobFault(problem.path(), problem.reason())).toList();
	}

	/**
	 * A file that cannot be written.
	 *
	 * @param reason a text for people
	 */
	record Problem(String path, String reason) {
	}

}
