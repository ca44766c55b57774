package dev.tintype.operation.copy;

import java.util.Set;

/**
 * The tables that archives omit: those whose content is derived from other tables, and
 * those whose rows are worth nothing in another database. A migration that adds such a
 * table adds its name here.
 */
final class DerivedTables {

	/** The feed of changes. */
	static final String CHANGES = "changes";

	/** Flyway's table, which contains no rows of users. */
	static final String HISTORY = "flyway_schema_history";

	/**
	 * H2 rebuilds its text index from the rows. On PostgreSQL, triggers count the images
	 * and record their captions during the restore.
	 */
	private static final Set<String> NAMES = Set.of(HISTORY, "text_changes", "text_index", "image_counts",
			"caption_search", "caption_changes", "jobs", "job_events", "storage");

	/**
	 * A restore empties these tables. Sessions are not restored, so all users must sign
	 * in again. Nobody can follow the feed of changes over a restore.
	 */
	private static final Set<String> TRANSIENT = Set.of("sessions", "sign_in_failures", CHANGES);

	private DerivedTables() {
	}

	static boolean contains(String table) {
		return NAMES.contains(table) || TRANSIENT.contains(table);
	}

	static boolean isTransient(String table) {
		return TRANSIENT.contains(table);
	}

}
