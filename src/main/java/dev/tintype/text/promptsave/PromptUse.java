package dev.tintype.text.promptsave;

import java.util.Objects;
import java.util.UUID;

import dev.tintype.imaging.thumbnail.StoredThumbnail;
import dev.tintype.support.Ids;
import dev.tintype.text.prompt.NormalPrompt;
import org.jspecify.annotations.Nullable;

/**
 * One use of a prompt, ready to be counted: its picture is made, or cannot be.
 *
 * @param draft what the client sent
 * @param picture null when none came or none could be made
 * @param pictureFault why none could be made, null when there is nothing to say
 */
record PromptUse(PromptDraft draft, @Nullable StoredThumbnail picture, @Nullable String pictureFault) {

	/**
	 * A use without a picture.
	 * @return the use
	 */
	static PromptUse plain(PromptDraft draft) {
		return new PromptUse(draft, null, null);
	}

	/**
	 * What the prompt is known by.
	 * @return of a draft without a fault
	 */
	NormalPrompt normal() {
		return Objects.requireNonNull(this.draft.normal());
	}

	/**
	 * The image that the prompt made.
	 * @return null when the client named none, or what is no id
	 */
	@Nullable UUID imageId() {
		String text = this.draft.imageId();
		return (text != null) ? Ids.parse(text) : null;
	}

}
