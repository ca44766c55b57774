package dev.tintype.text.promptsave;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What became of one prompt of a batch.
 *
 * @param promptHash by what it is known, null when it has a fault
 * @param id its number, null when it is not saved
 * @param status what became of it
 * @param detail why it is invalid, null when it is not
 * @param thumbnailError why its picture could not be made, null when nothing is wrong
 */
record PromptResult(@Nullable String promptHash, @Nullable Long id, Status status, @Nullable String detail,
		@Nullable String thumbnailError) {

	/**
	 * The result of an item that was counted.
	 * @param saved the prompt behind that item
	 * @return {@code created} or {@code counted}
	 */
	static PromptResult of(SavedPrompt saved) {
		return new PromptResult(saved.prompt().promptHash(), saved.prompt().id(),
				saved.isNew() ? Status.CREATED : Status.COUNTED, null, saved.thumbnailError());
	}

	/**
	 * The result of an item of which nothing is saved.
	 * @return {@code invalid} when it has a fault, else {@code refused}
	 */
	static PromptResult unsaved(PromptUse use) {
		PromptDraft draft = use.draft();
		return new PromptResult(draft.hash(), null, (draft.fault() != null) ? Status.INVALID : Status.REFUSED,
				draft.fault(), use.pictureFault());
	}

	/** What can become of a prompt. */
	enum Status {

		/** It is new. */
		CREATED,

		/** It was known, if only from earlier in the batch. */
		COUNTED,

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
