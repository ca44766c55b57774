package dev.tintype.library.asset;

import java.util.Locale;

/**
 * The state of a version of an asset.
 */
public enum ProcessingState {

	/** The version waits for its next tier, or has none. */
	PROCESSED,

	/** A version in a higher tier exists. */
	PROMOTED,

	/** A person has sorted the photo out. */
	REJECTED;

	/**
	 * The value of the column {@code processing_state}.
	 * @return in lower case
	 */
	public String text() {
		return name().toLowerCase(Locale.ROOT);
	}

}
