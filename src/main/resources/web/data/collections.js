// Adds images to collections of the photo library.
import { get, post, remove, send } from "./api.js";

/** The service takes as many ids in one request. */
export const MOST_MEMBERS = 10_000;

/** Lists the collections that a user fills, by name. */
export async function loadCollections(signal) {
	const { items } = await get("/api/collections", { query: { per_page: 100, count: "none" }, signal });
	return items.filter((each) => !each.is_smart_collection);
}

/**
 * Adds images to a collection, `{ id }` or `{ name }` of a new one. Returns `{ collection, added, present, missing }`;
 * `missing` has the ids of images that are no photos of the library. A new collection that would be empty is not kept, and
 * `collection` is then null.
 */
export async function collect(ids, target) {
	const collection = target.id ? target : await post("/api/collections", { name: target.name });
	const path = `/api/collections/${collection.id}`;
	const result = await post(`${path}/photos`, { image_ids: ids });
	if (!target.id && result.added === 0) {
		await remove(path);
		return { ...result, collection: null };
	}
	return { ...result, collection };
}

/** Removes images from a collection. */
export const uncollect = (ids, { id }) => send("DELETE", `/api/collections/${id}/photos`, { image_ids: ids });

/** Returns the ids of all images that a filter selects. */
export async function idsOf(filter) {
	const ids = [];
	for (let after; ; ) {
		const { items, next } = await get("/api/images", { query: { filter, after, per_page: 500, count: "none" } });
		ids.push(...items.map((item) => item.image_id));
		if (!next) {
			return ids;
		}
		after = next;
	}
}
