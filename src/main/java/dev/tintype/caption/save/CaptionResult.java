package dev.tintype.caption.save;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The result for one caption of a batch.
 *
 * @param imageId the image's id as the client wrote it, or null
 * @param detail the reason, null when the status says it
 */
public record CaptionResult(@Nullable String imageId, Status status, @Nullable String detail) {

	/**
	 * The result of an item that is not saveable: {@code invalid} or {@code missing}.
	 */
	static CaptionResult unsaveable(CaptionDraft draft) {
		return new CaptionResult(draft.imageText(), (draft.fault() != null) ? Status.INVALID : Status.MISSING,
				draft.fault());
	}

	/** The result for a caption. */
	public enum Status {

		/** The caption became current, even if a later item of the batch replaced it. */
		SAVED,

		/**
		 * The caption is in the history only, since the current caption has a higher
		 * rank.
		 */
		KEPT,

		/** The image is unknown. */
		MISSING,

		/** The item has a fault. */
		INVALID,

		/**
		 * The item is valid, but another item prevented the atomic batch.
		 */
		REFUSED;

		/**
		 * The word for it in JSON.
		 * @return in lower case
		 */
		@JsonValue
		String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
