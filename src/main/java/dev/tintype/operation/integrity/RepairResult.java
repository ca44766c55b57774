package dev.tintype.operation.integrity;

import org.jspecify.annotations.Nullable;

/**
 * The result of a check and its repair.
 *
 * @param before the result before the repair
 * @param repaired the number of repairs
 * @param after the result after the repair
 * @param fault why the repair failed; null if it did not. Completed batches remain
 */
public record RepairResult(CheckResult before, long repaired, CheckResult after, @Nullable String fault) {

	/**
	 * The number of findings before the repair.
	 * @return exact
	 */
	public long found() {
		return this.before.count();
	}

	/**
	 * The number of findings after the repair.
	 * @return exact
	 */
	public long left() {
		return this.after.count();
	}

}
