package dev.tintype.data.change;

import java.util.Locale;

/**
 * What happened to the rows of a change.
 */
public enum ChangeKind {

	CREATED, UPDATED, DELETED,

	/** Images have a new current caption. */
	CAPTIONED,

	/** Captions were saved into the history only. */
	KEPT,

	/** Images have lost their captions. */
	CLEARED,

	/** Prompts were used, maybe for the first time. */
	USED,

	/** Assets have moved to the next tier. */
	PROMOTED,

	/** Rows were moved to the trash, or taken from it. */
	TRASHED, RESTORED,

	/** Several rows became one. */
	MERGED,

	/** A job has ended. */
	ENDED;

	/**
	 * Returns the name in responses and the database.
	 * @return in lower case
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
