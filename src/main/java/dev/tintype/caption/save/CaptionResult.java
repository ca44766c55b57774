package dev.tintype.caption.save;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What became of one caption of a batch.
 *
 * @param imageId the image's id as the client wrote it, null when it wrote none
 * @param status what
 * @param detail why, null where the status says it
 */
record CaptionResult(@Nullable String imageId, Status status, @Nullable String detail) {

	/**
	 * The result of an item that was not saveable.
	 * @return {@code invalid} or {@code missing}
	 */
	static CaptionResult unsaveable(CaptionDraft draft) {
		return new CaptionResult(draft.imageText(), (draft.fault() != null) ? Status.INVALID : Status.MISSING,
				draft.fault());
	}

	/** What can become of a caption. */
	enum Status {

		/** It is the image's current caption, or was until a later item of the batch. */
		SAVED,

		/** It is in the history only: the current caption ranks higher. */
		KEPT,

		/** There is no such image. */
		MISSING,

		/** The item has a fault. */
		INVALID,

		/**
		 * It could have been saved, but the atomic batch was refused for another item.
		 */
		REFUSED;

		/**
		 * The word that stands for it in JSON.
		 * @return in lower case
		 */
		@JsonValue
		String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
