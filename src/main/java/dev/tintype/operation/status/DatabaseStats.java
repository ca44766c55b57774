package dev.tintype.operation.status;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How much the database holds.
 *
 * @param sizeBytes on disk, with indexes and what lies free; null in memory
 * @param rows of all tables together
 * @param tables each one, by name
 */
public record DatabaseStats(@Nullable Long sizeBytes, long rows, List<TableStats> tables) {

	/**
	 * How much a table holds.
	 *
	 * @param table its name
	 * @param rows exactly
	 * @param sizeBytes on disk, with its indexes; null on H2, which would read the whole
	 * table to know it
	 */
	public record TableStats(String table, long rows, @Nullable Long sizeBytes) {
	}

}
