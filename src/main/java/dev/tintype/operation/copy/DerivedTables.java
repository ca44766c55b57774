package dev.tintype.operation.copy;

import java.util.Set;

/**
 * The tables that no archive holds: what they say is made from other tables. A migration
 * that adds such a table adds its name here.
 */
final class DerivedTables {

	/** What it is written by is no row of anyone. */
	static final String HISTORY = "flyway_schema_history";

	/**
	 * The text index of H2 is made anew from the rows; PostgreSQL's triggers count the
	 * images and note their captions while they are restored.
	 */
	private static final Set<String> NAMES = Set.of(HISTORY, "text_changes", "text_index", "image_counts",
			"caption_search", "caption_changes");

	private DerivedTables() {
	}

	static boolean contains(String table) {
		return NAMES.contains(table);
	}

}
