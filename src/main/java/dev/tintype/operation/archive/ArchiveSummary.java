package dev.tintype.operation.archive;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What an archive contains.
 *
 * @param file the path of the archive
 * @param bytes its size
 * @param schemaVersion the schema version of its database
 * @param database the kind and version of its database
 * @param source the address of its database, without credentials
 * @param createdAt when the backup began
 * @param tables the number of rows of each table, ordered by name
 * @param files the number of stored files; null if they were left out
 */
public record ArchiveSummary(Path file, long bytes, String schemaVersion, String database, String source,
		Instant createdAt, Map<String, Long> tables, @Nullable Long files) {

	/**
	 * The number of all rows.
	 * @return of all tables together
	 */
	public long rows() {
		return this.tables.values().stream().mapToLong(Long::longValue).sum();
	}

}
