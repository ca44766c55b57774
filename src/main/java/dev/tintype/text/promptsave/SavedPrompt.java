package dev.tintype.text.promptsave;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tintype.text.prompt.Prompt;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a save of one prompt.
 *
 * @param prompt as it is behind this very use
 * @param thumbnailError why its picture could not be made, null when nothing is wrong
 */
record SavedPrompt(@JsonUnwrapped Prompt prompt, @Nullable String thumbnailError) {

	/**
	 * Tells whether this use was the first.
	 * @return false when the prompt was known
	 */
	@JsonIgnore
	boolean isNew() {
		return this.prompt.totalUses() == 1;
	}

	/**
	 * The address of the prompt.
	 * @return on this service
	 */
	String location() {
		return "/api/prompts/" + this.prompt.id();
	}

}
