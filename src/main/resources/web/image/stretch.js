// Loads more of a list at the ends of a stretch of it.
import { get } from "../data/api.js";

const PAGE = 50;

const page = (listing, index) => get("/api/images", { query: { ...listing, page: index + 1, per_page: PAGE, count: "none" } });

export const positionOf = (listing, id) => get(`/api/images/${id}/position`, { query: listing });

/** Returns `{ added, isLast }`, the images after the last item, and whether there are no more. */
export async function after(listing, items) {
	const position = await place(listing, [...items].reverse());
	if (position === null) {
		return { added: [], isLast: true };
	}
	const index = Math.floor(position / PAGE);
	const found = (await page(listing, index)).items;
	const added = without(items, found.slice(position - index * PAGE));
	return { added, isLast: found.length < PAGE || added.length === 0 };
}

/** Returns `{ added, isLast }`, the images before the first item, and whether there are no more. */
export async function before(listing, items) {
	const position = await place(listing, items);
	if (position === null || position === 1) {
		return { added: [], isLast: true };
	}
	const index = Math.floor((position - 2) / PAGE);
	const found = (await page(listing, index)).items;
	const added = without(items, found.slice(0, position - 1 - index * PAGE));
	return { added, isLast: index === 0 || added.length === 0 };
}

/** Returns a walk with more images at one end. */
export function grown(walk, isAfter, { added, isLast }) {
	const { items, first } = walk;
	return isAfter ? { ...walk, items: [...items, ...added], isEnd: isLast }
		: { ...walk, items: [...added, ...items], first: first - added.length, isStart: isLast };
}

/** Returns a walk without an image. If it was the current one, its neighbour is current. */
export function shrunk(walk, id) {
	const index = walk.items.findIndex((item) => item.image_id === id);
	const neighbour = walk.items[index + 1] ?? walk.items[index - 1];
	return {
		...walk, id: walk.id === id && neighbour ? neighbour.image_id : walk.id, total: walk.total === null ? null : walk.total - 1,
		items: walk.items.filter((item) => item.image_id !== id),
	};
}

// Images of the stretch may have left the list. The first that is still there tells where the list goes on.
async function place(listing, items) {
	for (const item of items) {
		const { position } = await positionOf(listing, item.image_id).catch(gone);
		if (position !== null) {
			return position;
		}
	}
	return null;
}

function gone(error) {
	if (error.status === 404) {
		return { position: null };
	}
	throw error;
}

function without(items, found) {
	const ids = new Set(items.map((item) => item.image_id));
	return found.filter((item) => !ids.has(item.image_id));
}
