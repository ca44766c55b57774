package dev.tintype.caption.operation;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

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
	 * @return in lower case
	 */
	@JsonValue
	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
