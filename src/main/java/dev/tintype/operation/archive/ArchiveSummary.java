package dev.tintype.operation.archive;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What an archive holds.
 *
 * @param file where it is
 * @param bytes its size
 * @param schemaVersion the migration that its database had reached
 * @param database which kind and version it was
 * @param source where that database was, without credentials
 * @param createdAt when the backup began
 * @param tables the rows of each table, in order of the names
 * @param files how many stored files; null if they were left out
 */
public record ArchiveSummary(Path file, long bytes, String schemaVersion, String database, String source,
		Instant createdAt, Map<String, Long> tables, @Nullable Long files) {

	/**
	 * All rows.
	 * @return of all tables together
	 */
	public long rows() {
		return this.tables.values().stream().mapToLong(Long::longValue).sum();
	}

}
