package dev.tintype.library.version;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The states of a version.
 */
public enum ProcessingState {

	/** The version awaits its next step. */
	PROCESSED,

	/** The next tier has a version. */
	PROMOTED,

	/** A person rejected the photo; lists show it only on request. */
	REJECTED;

	/**
	 * Returns the word for the state in JSON and in the database.
	 * @return in lower case
	 */
	@JsonValue
	public String text() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Reads a word.
	 * @param text null in rows of other applications, which means {@link #PROCESSED}
	 * @return its state
	 * @throws IllegalArgumentException if there is no such state
	 */
	public static ProcessingState of(@Nullable String text) {
		return (text != null) ? valueOf(text.toUpperCase(Locale.ROOT)) : PROCESSED;
	}

}
