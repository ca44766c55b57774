import { get } from "./api.js";

/** Reads the aspect ratios of all images of a listing: `{ total, ratios, change }`, where a ratio is width / height. */
export async function loadOutline(listing, signal) {
	const { total, shapes, change } = await get("/api/images/outline", { query: listing, signal });
	const bytes = Uint8Array.from(atob(shapes), (letter) => letter.charCodeAt(0));
	return { total, change, ratios: Float32Array.from(new Int8Array(bytes.buffer), ratio) };
}

// One signed byte is round(32 · log2(width / height)); -128 means that the size is unknown.
const ratio = (shape) => (shape === -128 ? 1 : 2 ** (shape / 32));
