package dev.tintype.operation.integrity;

import org.jspecify.annotations.Nullable;

/**
 * What became of the findings of a check.
 *
 * @param before what it found at first
 * @param repaired how many were repaired
 * @param after what it found in the end
 * @param fault why the repair broke off, else null; what it had done till then stays
 */
public record RepairResult(CheckResult before, long repaired, CheckResult after, @Nullable String fault) {

	/**
	 * How many were found.
	 * @return exactly
	 */
	public long found() {
		return this.before.count();
	}

	/**
	 * How many are left.
	 * @return exactly
	 */
	public long left() {
		return this.after.count();
	}

}
