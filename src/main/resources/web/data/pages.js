import { get } from "./api.js";

/** The number of images that one request loads. */
export const PAGE_SIZE = 100;

/** Loads the images at positions `100 · index` and after of a listing, `{ search, filter, sort }`. */
export async function loadPage(listing, index, signal) {
	const query = { ...listing, page: index + 1, per_page: PAGE_SIZE, count: "none" };
	return (await get("/api/images", { query, signal })).items;
}
