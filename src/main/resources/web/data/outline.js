// The shapes of all images of a list, from which the whole layout follows.
import { get } from "./api.js";

const UNKNOWN = -128;
const KEPT = 4;

/** The newest outlines, by list. */
const outlines = new Map();

/** Names a list, so that two objects for the same list are the same. */
export const nameOf = ({ search, filter, sort, seed }) => JSON.stringify([search, filter, sort, seed]);

/** Reads the aspect ratios of all images of a listing: `{ total, ratios, change }`, where a ratio is width / height. */
export async function loadOutline(listing, signal) {
	const { total, shapes, change } = await get("/api/images/outline", { query: listing, signal });
	const bytes = Uint8Array.from(atob(shapes), (letter) => letter.charCodeAt(0));
	const outline = { total, change, ratios: Float32Array.from(new Int8Array(bytes.buffer), ratio) };
	const name = nameOf(listing);
	outlines.delete(name);
	outlines.set(name, outline);
	if (outlines.size > KEPT) {
		outlines.delete(outlines.keys().next().value);
	}
	return outline;
}

/** Returns the outline that was loaded last for a listing, or undefined. */
export const outlineOf = (listing) => outlines.get(nameOf(listing));

/** Returns the ratio of an image as an outline has it. */
export function ratioOf({ width, height }) {
	return width && height ? ratio(Math.max(-127, Math.min(127, Math.round(32 * Math.log2(width / height))))) : 1;
}

// One signed byte is round(32 · log2(width / height)).
const ratio = (shape) => (shape === UNKNOWN ? 1 : 2 ** (shape / 32));
