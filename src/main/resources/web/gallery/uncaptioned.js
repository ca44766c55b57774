import { fail } from "../data/alert.js";
import { get } from "../data/api.js";
import { imageAt } from "../data/pages.js";
import { say } from "../data/toasts.js";
import { positionOf } from "./place.js";

/** The field that an order sorts by, and its value of an image. Other orders have none that the page knows. */
const FIELDS = {
	created: ["created", "created_at"], filename: ["filename", "filename"], size: ["size", "size"], path: ["path", "path"],
};

/** Finds the position of the next image without a caption, or null if there is none. */
export async function nextUncaptioned({ listing, total, ratios }, position, image) {
	for (let next = position + 1; next < ratios.length && imageAt(listing, next); next++) {
		if (!imageAt(listing, next).caption) {
			return next;
		}
	}
	try {
		const found = await firstAfter(listing, image, position);
		if (found === null) {
			say("No image after this one is without a caption");
		}
		return found !== null && (total === null || found < total) ? found : null;
	}
	catch (error) {
		fail("uncaptioned", error, { doing: "find the next image without a caption" });
		return null;
	}
}

async function firstAfter(listing, image, position) {
	const sort = listing.sort ?? "-created";
	const [field, property] = FIELDS[sort.replace("-", "")] ?? [];
	const operator = sort.startsWith("-") ? "<=" : ">=";
	const bound = field && image[property] != null && `${field} ${operator} ${JSON.stringify(image[property])}`;
	const filter = [listing.filter && `(${listing.filter})`, bound].filter(Boolean).join(" AND ");
	const query = { ...listing, filter, captioned: false, per_page: 100, count: "none" };
	const { items } = await get("/api/images", { query });
	for (const item of items.filter((each) => each.image_id !== image.image_id)) {
		const found = await positionOf(listing, item.image_id);
		if (found !== null && found > position) {
			return found;
		}
	}
	return null;
}
