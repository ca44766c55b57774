package dev.tintype.text.promptsave;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tintype.text.prompt.Prompt;
import org.jspecify.annotations.Nullable;

/**
 * The response to a save of one prompt.
 *
 * @param prompt the prompt after this use
 * @param thumbnailError why its picture could not be made, or null
 */
record SavedPrompt(@JsonUnwrapped Prompt prompt, @Nullable String thumbnailError) {

	/**
	 * Whether this use was the first.
	 */
	@JsonIgnore
	boolean isNew() {
		return this.prompt.totalUses() == 1;
	}

	/**
	 * Returns the path of the prompt on this service.
	 */
	String location() {
		return "/api/prompts/" + this.prompt.id();
	}

}
