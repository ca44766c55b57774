// Where images are in a list.
import { get } from "./api.js";
import { join } from "./filters.js";

/**
 * Asks where an image is in a list: `{ position, total, previous_id, next_id }`. Positions count from 1, and the position
 * is null if the list does not have the image.
 */
export const positionOf = (listing, id, signal) => get(`/api/images/${id}/position`, { query: listing, signal });

/**
 * Returns the id of the next image without a caption after an image of a list. After the end of the list it begins at the
 * start. Null if every image of the list has a caption.
 */
export async function nextUncaptionedId(listing, id) {
	// The image itself need not be in the list any more, but its place in the order counts.
	const filter = `${join([listing.filter, "captioned = false"])} OR id = ${id}`;
	const { next_id: next } = await positionOf({ ...listing, filter }, id);
	return next ?? first(listing, id);
}

async function first(listing, except) {
	const query = { ...listing, captioned: false, per_page: 2, count: "none" };
	const { items } = await get("/api/images", { query });
	return items.find((item) => item.image_id !== except)?.image_id ?? null;
}
