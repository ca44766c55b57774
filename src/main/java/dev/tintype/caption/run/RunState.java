package dev.tintype.caption.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The state of a run.
 */
public enum RunState {

	/** Workers can claim images. */
	RUNNING,

	/** No image is assigned until the run is resumed. */
	PAUSED,

	/** Every image is captioned or has failed. */
	FINISHED,

	/** The run was cancelled. */
	CANCELLED;

	static final List<String> WORDS = Arrays.stream(values()).map(RunState::word).toList();

	/**
	 * Whether no image is assigned any more. Only a retry of failed images continues a
	 * finished run.
	 * @return true if it is finished or cancelled
	 */
	public boolean isEnded() {
		return this == FINISHED || this == CANCELLED;
	}

	/**
	 * The word for it in JSON and in the database.
	 * @return in lower case
	 */
	@JsonValue
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	static RunState of(String word) {
		return valueOf(word.toUpperCase(Locale.ROOT));
	}

}
