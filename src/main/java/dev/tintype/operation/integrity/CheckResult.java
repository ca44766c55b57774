package dev.tintype.operation.integrity;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The result of a check.
 *
 * @param name of the check
 * @param description what it looks for, and what a repair does
 * @param deep whether it read contents
 * @param repairable whether a repair is possible
 * @param count the exact number of findings
 * @param details the first {@value Integrity#MOST_DETAILS} findings as short texts
 * @param fault why the check failed; null if it did not
 */
public record CheckResult(String name, String description, boolean deep, boolean repairable, long count,
		List<String> details, @Nullable String fault) {

	/**
	 * Whether the check completed without findings.
	 * @return false also when the check failed
	 */
	public boolean isClean() {
		return this.count == 0 && this.fault == null;
	}

}
