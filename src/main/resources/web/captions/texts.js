// The texts of one image, as the review shows them: `{ key, label, text, captionId, isCurrent, pieces }`.
import { get } from "../data/api.js";
import { differences } from "../data/words.js";

/** The most captions of the history that are looked at. */
const MOST = 100;

/** Loads an image and its texts. */
export async function loadTexts(id, models) {
	const [image, history] = await Promise.all([
		get(`/api/images/${id}`), get(`/api/images/${id}/captions`, { query: { per_page: MOST, count: "none" } }),
	]);
	return { image, texts: textsOf(image, history.items, models) };
}

/**
 * The newest text of each writer, and each text once. The models have the numbers of their order in `models`, so that
 * a key stands for the same model at every image; people and imports have those after them.
 */
export function textsOf(image, history, models) {
	const writers = new Map();
	for (const caption of history) {
		const writer = `${caption.source} ${caption.model ?? ""}`;
		if (caption.text !== null && !writers.has(writer)) {
			writers.set(writer, caption);
		}
	}
	const place = (caption) => (caption.source === "model" ? models.indexOf(caption.model) : -1);
	const known = [...writers.values()].filter((caption) => place(caption) >= 0).sort((a, b) => place(a) - place(b));
	const others = [...writers.values()].filter((caption) => place(caption) < 0);
	const rows = [];
	let next = Math.max(models.length, known.length) + 1;
	for (const caption of [...known, ...others]) {
		if (!rows.some((row) => row.text === caption.text)) {
			const key = place(caption) >= 0 ? place(caption) + 1 : next++;
			rows.push({
				key, text: caption.text, captionId: caption.caption_id, label: labelOf(caption),
				isCurrent: caption.text === image.caption,
			});
		}
	}
	const pieces = differences(rows.map((row) => row.text));
	return rows.map((row, i) => ({ ...row, pieces: pieces[i] }));
}

function labelOf({ source, model }) {
	if (source === "model") {
		return model ?? "Unknown model";
	}
	return (source === "human" ? "Written or chosen by a person" : "Imported") + (model ? `, from ${model}` : "");
}
