// The images of a list by position, in pages. The pages that a screen needs are loaded, those nearest to it first.
import { get } from "./api.js";
import { clearAlert, fail } from "./alert.js";
import { nameOf } from "./outline.js";
import { createStore } from "./store.js";

/** The number of images that one request loads. */
export const PAGE_SIZE = 100;

const KEPT = 60;
const PARALLEL = 2;

/** Loaded pages by list and index, the one used longest ago first. */
const pages = new Map();
const loading = new Map();
let wanted = [];
/** Grows when old pages become wrong, so that a response from before is not kept. */
let generation = 0;

/** Changes whenever a page arrives or an image changes. */
export const pageChanges = createStore(0);

const noteChange = () => pageChanges.set((before) => before + 1);
const keyOf = (listing, index) => `${index} ${nameOf(listing)}`;

/** Loads the images at positions `100 · index` and after of a listing, `{ search, filter, sort }`. */
export async function loadPage(listing, index, signal) {
	const key = keyOf(listing, index);
	const query = { ...listing, page: index + 1, per_page: PAGE_SIZE, count: "none" };
	const began = generation;
	const known = pages.get(key);
	if (known?.began === began) {
		return known.items;
	}
	const { items } = await get("/api/images", { query, signal });
	if (began === generation) {
		pages.delete(key);
		pages.set(key, { items, began });
		noteChange();
	}
	return items;
}

/** Returns the image at a position, from 0, or undefined while it is not loaded. */
export const imageAt = (listing, position) =>
	pages.get(keyOf(listing, Math.floor(position / PAGE_SIZE)))?.items[position % PAGE_SIZE];

/** Loads the pages of these positions, and forgets others that waited. */
export function want(listing, first, last) {
	const middle = (first + last) / 2 / PAGE_SIZE - 0.5;
	wanted = [];
	for (let index = Math.floor(first / PAGE_SIZE); index <= Math.floor(last / PAGE_SIZE); index++) {
		const key = keyOf(listing, index);
		const page = pages.get(key);
		if (page?.began === generation) {
			pages.delete(key);
			pages.set(key, page);
		}
		else {
			wanted.push({ listing, index, key });
		}
	}
	wanted.sort((one, other) => Math.abs(one.index - middle) - Math.abs(other.index - middle));
	while (pages.size > KEPT) {
		pages.delete(pages.keys().next().value);
	}
	loadNext();
}

function loadNext() {
	const next = loading.size < PARALLEL && wanted.find(({ key }) => !loading.has(key));
	if (!next) {
		return;
	}
	wanted = wanted.filter((each) => each !== next);
	const retry = () => want(next.listing, next.index * PAGE_SIZE, next.index * PAGE_SIZE);
	loading.set(next.key, loadPage(next.listing, next.index)
		.then(() => clearAlert("load pages"), (error) => fail("load pages", error, { doing: "load the images", retry }))
		.finally(() => loading.delete(next.key) && loadNext()));
	loadNext();
}

/** Marks all pages as old: each stays on screen until it has been loaded again. */
export function renewPages() {
	generation++;
	noteChange();
}

/** Replaces an image in all pages, after a write or before its response. */
export function replaceImage(image) {
	pages.forEach(({ items }) => {
		const index = items.findIndex((each) => each.image_id === image.image_id);
		if (index >= 0) {
			items[index] = { ...items[index], ...image };
		}
	});
	noteChange();
}
