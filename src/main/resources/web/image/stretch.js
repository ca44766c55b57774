// Loads more of a list at the ends of a stretch of it.
import { get } from "../data/api.js";
import { positionOf } from "../data/position.js";

const PAGE = 50;
const ATTEMPTS = 3;

const page = (query) => get("/api/images", { query: { ...query, count: "none" } });

/**
 * Returns `{ added, isLast, cursor }`: the images after the last item, whether there are no more, and where to go on. It
 * goes by cursor, because positions shift while captioned images leave the list.
 */
export async function after(listing, { items, cursor }) {
	const begin = cursor ?? await cursorBehind(listing, items.at(-1));
	if (begin === undefined) {
		return nextOfOutsider(listing, items.at(-1));
	}
	if (begin === null) {
		return { added: [], isLast: true, cursor: null };
	}
	const { items: found, next } = await page({ ...listing, after: begin, per_page: PAGE });
	return { added: without(items, found), isLast: next === null, cursor: next };
}

// The cursor behind an image is the one of a page that holds only this image. Null at the end of the list, and undefined
// if the image is not in the list.
async function cursorBehind(listing, { image_id: id }) {
	for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
		const { position } = await positionOf(listing, id);
		const { items: [found], next } = position === null ? { items: [] } : await page({ ...listing, page: position, per_page: 1 });
		if (found?.image_id === id) {
			return next;
		}
	}
	return undefined;
}

// An image that has just left the list still has a place in its order.
async function nextOfOutsider({ filter, ...listing }, { image_id: id }) {
	const around = filter && await positionOf({ ...listing, filter: `(${filter}) OR id = ${id}` }, id);
	const next = around?.next_id && await get(`/api/images/${around.next_id}`);
	return { added: next ? [next] : [], isLast: !next, cursor: null };
}

/** Returns `{ added, isLast }`, the images before the first item, and whether there are no more. */
export async function before(listing, { items }) {
	const position = await place(listing, items);
	if (position === null || position === 1) {
		return { added: [], isLast: true };
	}
	const index = Math.floor((position - 2) / PAGE);
	const { items: found } = await page({ ...listing, page: index + 1, per_page: PAGE });
	const added = without(items, found.slice(0, position - 1 - index * PAGE));
	return { added, isLast: index === 0 || added.length === 0 };
}

/** Returns a walk with more images at one end. */
export function grown(walk, isAfter, { added, isLast, cursor }) {
	const { items, first } = walk;
	return isAfter ? { ...walk, items: [...items, ...added], isEnd: isLast, cursor }
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
