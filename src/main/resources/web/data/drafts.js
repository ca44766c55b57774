// Texts that the user has typed and the service does not have yet, one per image. They survive a reload, a sign-in and a
// failed save. An empty draft is none, so that it never clears a caption.
import { recall, remember } from "./storage.js";

const name = (imageId) => `draft.${imageId}`;

/** Returns the draft of an image, or null. */
export const draftOf = (imageId) => recall(name(imageId));

/** Keeps what the user has typed. Call it on every input. */
export function keepDraft(imageId, text) {
	remember(name(imageId), text.trim() === "" ? null : text);
}

/** Removes a draft that the service has saved, unless the user has typed on meanwhile. */
export function dropDraft(imageId, savedText) {
	const draft = draftOf(imageId);
	if (savedText === undefined || draft === null || draft.trim() === savedText.trim()) {
		remember(name(imageId), null);
	}
}
