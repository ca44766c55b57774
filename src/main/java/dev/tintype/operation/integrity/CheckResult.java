package dev.tintype.operation.integrity;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a check found.
 *
 * @param name of the check
 * @param description what it looks for, and what a repair does
 * @param deep whether it read contents
 * @param repairable whether a repair is tried
 * @param count how many findings there are, exactly
 * @param details the first {@value Integrity#MOST_DETAILS} of them, short texts
 * @param fault why the check could not run to its end, else null
 */
public record CheckResult(String name, String description, boolean deep, boolean repairable, long count,
		List<String> details, @Nullable String fault) {

	/**
	 * Whether all is well.
	 * @return false too when the check could not run
	 */
	public boolean isClean() {
		return this.count == 0 && this.fault == null;
	}

}
