package dev.tintype.caption.operation;

import java.util.Locale;

/**
 * Whether an operation is undone or redone.
 */
enum Direction {

	/** The captions that the operation replaced become current. */
	UNDO,

	/** The captions of the operation become current again. */
	REDO;

	/**
	 * The word for it in requests of jobs.
	 */
	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
