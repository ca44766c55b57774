// The last edit, for the key that repeats it on other images.
import { fail } from "../data/alert.js";
import { post } from "../data/api.js";
import { applyEdits } from "../data/edits.js";
import { undoOperation } from "../data/jobs.js";
import { selectedCount, selection, selectionFilter } from "../data/selection.js";
import { say } from "../data/toasts.js";
import { count } from "../data/format.js";
import { renewList } from "./list.js";

let last = null;

/** Notes a caption that was written. */
export const noteCaption = (text) => {
	last = text ? { text } : last;
};

/** Notes the edits of many captions, as the API takes them. */
export const noteEdits = (edits) => {
	last = edits ? { edits } : last;
};

/** Repeats the last edit on the selection, or on an image if nothing is selected. */
export async function repeatEdit(image) {
	const chosen = selection.get();
	const isOne = selectedCount(chosen) === 0;
	if (!last || (last.text && chosen.all)) {
		say(last ? "A caption is repeated on chosen images only. Edit… changes all that match." : "There is no edit to repeat yet");
		return;
	}
	const ids = isOne ? [image.image_id] : [...chosen.ids];
	const filter = isOne ? `id = ${image.image_id}` : selectionFilter(chosen);
	try {
		const response = last.text
			? await post("/api/captions", { captions: ids.map((id) => ({ image_id: id, caption: last.text, source: "human" })) })
			: await applyEdits({ filter, edits: last.edits }, isOne ? 1 : selectedCount(chosen));
		renewList();
		const { operation_id: id } = response;
		const undo = id && (() => undoOperation(id).then(renewList));
		say(`${count(response.saved ?? response.changed ?? 0, "caption")} changed`, { undo });
	}
	catch (error) {
		fail("repeat", error, { doing: "repeat the edit", retry: () => repeatEdit(image) });
	}
}
