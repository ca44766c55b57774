// The texts of one image, as the review shows them: `{ key, label, text, captionId, isCurrent, pieces }`.
import { get } from "../data/api.js";
import { differences } from "../data/differences.js";

/** The most captions of the history that are looked at. */
const MOST = 100;

/**
 * Loads an image and its texts. `slots` are the models that have a key, in the order of the keys. The keys are given
 * after `before`, the load of the image before this one, so that they do not depend on which response comes first.
 */
export async function loadTexts(id, models, slots, before) {
	const [image, history] = await Promise.all([
		get(`/api/images/${id}`), get(`/api/images/${id}/captions`, { query: { per_page: MOST, count: "none" } }),
		before.catch(() => {}),
	]);
	return { image, texts: textsOf(image, history.items, models, slots) };
}

/**
 * The newest text of each writer, and each text once. A model gets the next free key where it first occurs, and keeps it
 * at every image of the review; people and imports have the keys after those.
 */
function textsOf(image, history, models, slots) {
	const writers = new Map();
	for (const caption of history) {
		const writer = `${caption.source} ${caption.model ?? ""}`;
		if (caption.text !== null && !writers.has(writer)) {
			writers.set(writer, caption);
		}
	}
	const all = [...writers.values()];
	const known = all.filter(isOfModel).sort((a, b) => models.indexOf(a.model) - models.indexOf(b.model));
	known.filter(({ model }) => !slots.includes(model)).forEach(({ model }) => slots.push(model));
	known.sort((a, b) => slots.indexOf(a.model) - slots.indexOf(b.model));
	const rows = [];
	let next = slots.length + 1;
	for (const caption of [...known, ...all.filter((each) => !isOfModel(each))]) {
		if (!rows.some((row) => row.text === caption.text)) {
			rows.push({
				key: isOfModel(caption) ? slots.indexOf(caption.model) + 1 : next++,
				text: caption.text, captionId: caption.caption_id, label: labelOf(caption), isCurrent: caption.text === image.caption,
			});
		}
	}
	const pieces = differences(rows.map((row) => row.text));
	return rows.map((row, i) => ({ ...row, pieces: pieces[i] }));
}

const isOfModel = ({ source, model }) => source === "model" && model !== null;

function labelOf({ source, model }) {
	if (source === "model") {
		return model ?? "Unknown model";
	}
	return (source === "human" ? "Written or chosen by a person" : "Imported") + (model ? `, from ${model}` : "");
}
