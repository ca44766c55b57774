// Saves captions. The page shows the new text at once; if the save fails, it shows the old one again, and the text of the
// user stays as a draft.
import { clearAlert, fail } from "./alert.js";
import { get, post, put, remove } from "./api.js";
import { draftOf, dropDraft, keepDraft } from "./drafts.js";
import { replaceImage } from "./pages.js";
import { createStore } from "./store.js";
import { createMessage, expectDone, say } from "./toasts.js";

/** Texts that could not be saved because another one was saved meanwhile: `{ image, mine }`, the image as it is now. */
export const conflicts = createStore([]);

const sayOnly = createMessage();

/** The last save of each image, so that the saves of one image follow each other. */
const pending = new Map();

/**
 * Saves a text as the caption of an image, for a person. `base` is the text that must be current, null for none.
 * `show(image)` is called with the image as it is to be shown: at once, after the response, and after an undo. The lists
 * of the gallery need no `show`. Never rejects: a failure is shown by the alert of the page, and a conflict is added to
 * `conflicts`.
 */
export function saveCaption(image, text, { base, show: showThere }) {
	const id = image.image_id;
	const show = everywhere(showThere);
	clearConflict(id);
	show({ ...image, caption: text, caption_source: "human", caption_model: null });
	const save = (pending.get(id) ?? Promise.resolve()).then(() => send(image, text, base, show));
	pending.set(id, save);
	return expectDone(save).finally(() => pending.get(id) === save && pending.delete(id));
}

// The gallery keeps the images of its lists, and shows them again after Back.
const everywhere = (show) => (image) => {
	show?.(image);
	replaceImage(image);
};

async function send(image, text, base, show) {
	const id = image.image_id;
	try {
		const saved = await putCaption(id, text, base);
		clearAlert(`save ${id}`);
		done("Caption saved", saved, show);
	}
	catch (problem) {
		const { now } = problem;
		show(now ?? image);
		if (now) {
			conflicts.set((all) => [...all.filter((each) => each.image.image_id !== id), { image: now, mine: text }]);
			say(`${now.filename}: another caption was saved meanwhile`);
		}
		else {
			const retry = () => saveCaption(image, text, { base, show });
			fail(`save ${id}`, problem, { doing: `save the caption of ${image.filename}`, retry });
		}
	}
}

/**
 * Sends a text as the caption of an image, for a person. `base` is the text that must be current, null for none. Returns
 * the image with the `operation_id`. If it fails, the text stays as a draft. If another text was saved meanwhile, the
 * error has the image as it is in `now`, and the text in `mine`.
 */
export async function putCaption(id, text, base) {
	try {
		const saved = await put(`/api/images/${id}/caption`, { caption: text, source: "human", expected: base ?? "" }, { imageId: id });
		dropDraft(id, text);
		return saved;
	}
	catch (problem) {
		const now = problem.status === 409 ? await get(`/api/images/${id}`).catch(() => null) : null;
		if (now?.caption === text) {
			// The save before this attempt has reached the service, and its response was lost.
			dropDraft(id, text);
			return now;
		}
		keepUnlessTypedOn(id, text);
		throw Object.assign(problem, { now, mine: text });
	}
}

function keepUnlessTypedOn(id, text) {
	if (draftOf(id) === null) {
		keepDraft(id, text);
	}
}

/** Whether a save of the image has not been answered yet. What was read before it is out of date. */
export const isSaving = (id) => pending.has(id);

/** Removes a conflict, because the user has chosen. */
export function clearConflict(id) {
	conflicts.set((all) => (all.some((each) => each.image.image_id === id)
		? all.filter((each) => each.image.image_id !== id) : all));
}

/** Clears the caption of an image. */
export const clearCaption = (image, show) => change(image, "Caption cleared", "clear the caption", everywhere(show),
	() => remove(`/api/images/${image.image_id}/caption`));

/** Makes a caption of the history current again. */
export const restoreCaption = (image, captionId, show) => change(image, "Caption restored", "restore the caption", everywhere(show),
	() => post(`/api/images/${image.image_id}/captions/${captionId}/restore`));

const change = (...all) => expectDone(changeNow(...all));

async function changeNow(image, text, doing, show, act) {
	try {
		done(text, await act(), show);
	}
	catch (problem) {
		fail(`change ${image.image_id}`, problem, { doing, retry: () => change(image, text, doing, show, act) });
	}
}

function done(text, { operation_id: operation, ...image }, show) {
	show(image);
	const undo = async () => {
		const { skipped } = await post(`/api/captions/operations/${operation}/undo`);
		show(await get(`/api/images/${image.image_id}`));
		if (skipped > 0) {
			throw Object.assign(new Error("The caption was changed again meanwhile, so it stays as it is."), { isFinal: true });
		}
	};
	sayOnly(`${text}: ${image.filename}`, operation ? { undo } : {});
}
