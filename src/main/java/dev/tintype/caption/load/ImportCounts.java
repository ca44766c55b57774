package dev.tintype.caption.load;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Counts the rows of an import by their results, and keeps the first problems.
 *
 * @param operationId of the import, null if it has saved nothing
 */
record ImportCounts(@Nullable UUID operationId, long saved, long kept, long unchanged, long missing, long ambiguous,
		long invalid, List<ImportResult> problems) {

	/** No rows. */
	static final ImportCounts NONE = new ImportCounts(null, 0, 0, 0, 0, 0, 0, List.of());

	private static final int MOST_PROBLEMS = 100;

	/**
	 * Adds the results of a chunk.
	 * @param operation of the import; null for a dry run
	 */
	ImportCounts plus(List<ImportResult> results, @Nullable UUID operation) {
		long[] counts = new long[ImportResult.Status.values().length];
		List<ImportResult> all = new ArrayList<>(this.problems);
		for (ImportResult result : results) {
			counts[result.status().ordinal()]++;
			if (result.needsAttention() && all.size() < MOST_PROBLEMS) {
				all.add(result);
			}
		}
		boolean writes = counts[0] + counts[1] > 0;
		return new ImportCounts(writes ? operation : this.operationId, this.saved + counts[0], this.kept + counts[1],
				this.unchanged + counts[2], this.missing + counts[3], this.ambiguous + counts[4],
				this.invalid + counts[5], all);
	}

	/**
	 * The number of rows.
	 */
	long rows() {
		return this.saved + this.kept + this.unchanged + this.missing + this.ambiguous + this.invalid;
	}

}
