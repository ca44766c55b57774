package dev.tintype.text.promptsave;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The result of one item of a batch of prompts.
 *
 * @param promptHash the identity of the prompt, null if the item has a fault
 * @param id of the prompt, null if the item is not saved
 * @param detail why the item is invalid, or null
 * @param thumbnailError why its picture could not be made, or null
 */
record PromptResult(@Nullable String promptHash, @Nullable Long id, Status status, @Nullable String detail,
		@Nullable String thumbnailError) {

	/**
	 * The result of a saved item.
	 * @param saved the prompt after this use
	 * @return {@code created} or {@code counted}
	 */
	static PromptResult of(SavedPrompt saved) {
		return new PromptResult(saved.prompt().promptHash(), saved.prompt().id(),
				saved.isNew() ? Status.CREATED : Status.COUNTED, null, saved.thumbnailError());
	}

	/**
	 * The result of an item that is not saved.
	 * @return {@code invalid} if it has a fault, else {@code refused}
	 */
	static PromptResult unsaved(PromptUse use) {
		PromptDraft draft = use.draft();
		return new PromptResult(draft.hash(), null, (draft.fault() != null) ? Status.INVALID : Status.REFUSED,
				draft.fault(), use.pictureFault());
	}

	/** The possible results. */
	enum Status {

		/** The prompt is new. */
		CREATED,

		/** The prompt was known, perhaps only from an earlier item of the batch. */
		COUNTED,

		/** The item has a fault. */
		INVALID,

		/**
		 * The item is valid, but the atomic batch was refused because of another item.
		 */
		REFUSED;

		/**
		 * Returns the word for JSON, in lower case.
		 */
		@JsonValue
		String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
