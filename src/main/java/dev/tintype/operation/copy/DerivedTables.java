package dev.tintype.operation.copy;

import java.util.Set;

/**
 * The tables that archives omit, because their content is derived from other tables. A
 * migration that adds such a table adds its name here.
 */
final class DerivedTables {

	/** Flyway's table, which contains no rows of users. */
	static final String HISTORY = "flyway_schema_history";

	/**
	 * H2 rebuilds its text index from the rows. On PostgreSQL, triggers count the images
	 * and record their captions during the restore.
	 */
	private static final Set<String> NAMES = Set.of(HISTORY, "text_changes", "text_index", "image_counts",
			"caption_search", "caption_changes", "jobs", "job_events");

	private DerivedTables() {
	}

	static boolean contains(String table) {
		return NAMES.contains(table);
	}

}
