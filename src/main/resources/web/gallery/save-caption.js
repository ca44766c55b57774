import { clearCaption, saveCaption as save } from "../data/captions.js";
import { dropDraft } from "../data/drafts.js";
import { noteCaption } from "./last-edit.js";

/**
 * Saves a caption that the user has written. An empty text clears the caption. A text that is the caption already is not
 * saved.
 */
export function saveCaption(image, typed) {
	const text = typed.trim();
	if (text === (image.caption ?? "")) {
		dropDraft(image.image_id);
		return Promise.resolve();
	}
	if (!text) {
		dropDraft(image.image_id);
		return clearCaption(image);
	}
	noteCaption(text);
	return save(image, text, { base: image.caption });
}
