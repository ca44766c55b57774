// The lists that a review can go through, and how their images are loaded.
import { get } from "../data/api.js";
import { join } from "../data/filters.js";
import { positionOf } from "../data/position.js";

/** The lists by the name in the address, the usual one first. */
export const LISTS = {
	unreviewed: { name: "Not reviewed", filter: "NOT caption_source = human" },
	uncaptioned: { name: "No caption", filter: "captioned = false" },
	differ: { name: "Models differ" },
	match: { name: "All" },
};

/** The images that one request loads. The ids of as many fit into a filter in an address. */
const SIZE = 30;

/**
 * Begins a list at an image, or at its first one. Returns `{ total, next, previous }`. Each of the functions returns
 * further items `{ image, position }`, none at the end.
 */
export function openList(name, { filter, search, sort, at }) {
	return name === "differ" ? openComparison(filter)
		: openListing({ search, sort, filter: join([filter, LISTS[name].filter]) }, at);
}

async function openListing(listing, at) {
	const place = at ? await positionOf(listing, at).catch(() => null) : null;
	let first = Math.max(1, Math.ceil((place?.position ?? 1) / SIZE));
	const read = (query) => get("/api/images", { query: { ...listing, per_page: SIZE, ...query } });
	const items = (page, from) => page.items.map((image, i) => ({ image, position: from + i }));
	const page = await read({ page: first });
	let ready = items(page, (first - 1) * SIZE + 1);
	let cursor = page.next;
	let position = (first - 1) * SIZE + page.items.length;
	return {
		total: page.total,
		async next() {
			if (ready) {
				const loaded = ready;
				ready = null;
				return loaded;
			}
			if (!cursor) {
				return [];
			}
			const more = await read({ after: cursor, count: "none" });
			cursor = more.next;
			position += more.items.length;
			return items(more, position - more.items.length + 1);
		},
		async previous() {
			return first > 1 ? items(await read({ page: --first, count: "none" }), (first - 1) * SIZE + 1) : [];
		},
	};
}

/** The images of which the two models with the most captions wrote different texts, and no person chose one. */
async function openComparison(filter) {
	const { items: models } = await get("/api/captions/models");
	const [one, two] = models.filter((each) => each.model).map((each) => each.model);
	let cursor;
	let position = 0;
	const read = () => get("/api/captions/compare", {
		query: {
			models: `${one},${two}`, differs: true, filter: "source = model", per_page: SIZE, after: cursor,
			count: cursor ? "none" : undefined,
		},
	});
	let page = two ? await read() : { items: [], total: 0, next: null };
	const total = page.total;
	const list = {
		total,
		async next() {
			while (page) {
				const compared = page.items.map((each) => each.image_id);
				const from = position + 1;
				position += compared.length;
				cursor = page.next;
				const images = compared.length > 0 ? await imagesOf(compared, filter) : [];
				page = cursor ? await read() : null;
				if (images.length > 0) {
					return images.map((image) => ({ image, position: from + compared.indexOf(image.image_id) }));
				}
			}
			return [];
		},
		previous: async () => [],
	};
	return list;
}

async function imagesOf(ids, filter) {
	const query = { filter: join([`id IN [${ids.join(",")}]`, LISTS.unreviewed.filter, filter]), per_page: SIZE, count: "none" };
	const { items } = await get("/api/images", { query });
	return items.sort((one, two) => ids.indexOf(one.image_id) - ids.indexOf(two.image_id));
}
