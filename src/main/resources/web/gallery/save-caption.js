import { fail } from "../data/alert.js";
import { get, put, remove } from "../data/api.js";
import { dropDraft, keepDraft } from "../data/drafts.js";
import { sayDone } from "../data/operations.js";
import { replaceImage } from "../data/pages.js";
import { noteCaption } from "./last-edit.js";

/**
 * Saves a caption that the user has written. It is on screen at once. If the save fails, the caption before is shown again,
 * and the text stays as a draft. An empty text of an image without a caption is not saved.
 */
export async function saveCaption(image, typed) {
	const { image_id: id, caption: before } = image;
	const text = typed.trim();
	if (text === (before ?? "")) {
		dropDraft(id);
		return;
	}
	replaceImage({ image_id: id, caption: text || null });
	try {
		const path = `/api/images/${id}/caption`;
		const saved = text ? await put(path, { caption: text, source: "human", expected: before ?? "" }) : await remove(path);
		dropDraft(id, text);
		noteCaption(text);
		replaceImage(saved);
		sayDone(text ? "Caption saved" : "Caption cleared", saved.operation_id, () => get(`/api/images/${id}`).then(replaceImage));
	}
	catch (error) {
		replaceImage({ image_id: id, caption: before });
		keepDraft(id, typed);
		const isConflict = error.status === 409;
		const retry = isConflict ? undefined : () => saveCaption(image, typed);
		fail(`save ${id}`, error, { doing: `save the caption of ${image.filename}`, retry });
		if (isConflict) {
			// The dialog then shows both texts.
			get(`/api/images/${id}`).then(replaceImage, () => {});
		}
	}
}
