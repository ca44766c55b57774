package dev.tintype.operation.status;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The size of the database.
 *
 * @param sizeBytes on disk, with indexes and free space; null in memory
 * @param rows of all tables together
 * @param tables each table, by name
 * @param tiers the number of file versions of each tier, lowest first
 * @param processingStates the number of file versions in each processing state
 */
public record DatabaseStats(@Nullable Long sizeBytes, long rows, List<TableStats> tables, Map<String, Long> tiers,
		Map<String, Long> processingStates) {

	/**
	 * The size of a table.
	 *
	 * @param table its name
	 * @param rows the exact number
	 * @param sizeBytes on disk, with its indexes; null on H2, which would read the whole
	 * table to find it
	 */
	public record TableStats(String table, long rows, @Nullable Long sizeBytes) {
	}

}
