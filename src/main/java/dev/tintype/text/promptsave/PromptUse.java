package dev.tintype.text.promptsave;

import java.util.Objects;
import java.util.UUID;

import dev.tintype.imaging.thumbnail.StoredThumbnail;
import dev.tintype.support.Ids;
import dev.tintype.text.prompt.NormalPrompt;
import org.jspecify.annotations.Nullable;

/**
 * One use of a prompt that is ready to be saved, after the attempt to make its picture.
 *
 * @param draft what the client sent
 * @param picture null if the client sent none or it could not be made
 * @param pictureFault why the picture could not be made, or null
 */
record PromptUse(PromptDraft draft, @Nullable StoredThumbnail picture, @Nullable String pictureFault) {

	/**
	 * Returns a use without a picture.
	 */
	static PromptUse plain(PromptDraft draft) {
		return new PromptUse(draft, null, null);
	}

	/**
	 * Returns the identity of the prompt. The draft must not have a fault.
	 */
	NormalPrompt normal() {
		return Objects.requireNonNull(this.draft.normal());
	}

	/**
	 * Returns the id of the image that the prompt made.
	 * @return null if the client sent no valid id
	 */
	@Nullable UUID imageId() {
		String text = this.draft.imageId();
		return (text != null) ? Ids.parse(text) : null;
	}

}
