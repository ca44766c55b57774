import { fail } from "../data/alert.js";
import { PAGE_SIZE, loadPage } from "../data/pages.js";
import { select } from "../data/selection.js";
import { say } from "../data/toasts.js";

const MOST = 10_000;

/** Selects all images between two positions, also those that are not loaded yet. */
export async function selectRange(listing, one, other) {
	const first = Math.min(one, other);
	const last = Math.max(one, other);
	if (last - first >= MOST) {
		say("A range has at most 10,000 images. Ctrl+A selects all that match.");
		return;
	}
	try {
		const ids = [];
		for (let index = Math.floor(first / PAGE_SIZE); index <= Math.floor(last / PAGE_SIZE); index++) {
			const from = index * PAGE_SIZE;
			const items = await loadPage(listing, index);
			ids.push(...items.slice(Math.max(0, first - from), last - from + 1).map((image) => image.image_id));
		}
		select(ids, true);
	}
	catch (error) {
		fail("range", error, { doing: "select the range" });
	}
}
