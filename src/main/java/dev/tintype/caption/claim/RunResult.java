package dev.tintype.caption.claim;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tintype.caption.save.CaptionResult;
import org.jspecify.annotations.Nullable;

/**
 * What became of a result.
 *
 * @param imageId the image's id as the client wrote it, or null
 * @param detail what is wrong with the item, null if it is valid
 */
record RunResult(@Nullable String imageId, Status status, @Nullable String detail) {

	/**
	 * What became of a result.
	 */
	enum Status {

		/** The caption is current. */
		SAVED,

		/** The caption is in the history only. */
		KEPT,

		/** There is no such image. */
		MISSING,

		/** The item has a fault, which counts as a failed attempt. */
		INVALID,

		/** The model has failed. */
		FAILED;

		static Status of(CaptionResult.Status status) {
			return valueOf(status.name());
		}

		@JsonValue
		String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
