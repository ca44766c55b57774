import { fail } from "../data/alert.js";
import { imageAt } from "../data/pages.js";
import { nextUncaptionedId } from "../data/position.js";
import { say } from "../data/toasts.js";
import { findPosition } from "./place.js";

/**
 * Finds the position of the next image without a caption, or null if there is none. After the end of the list it begins at
 * the start.
 */
export async function nextUncaptioned({ listing, ratios }, position, image) {
	for (let next = position + 1; next < ratios.length && imageAt(listing, next); next++) {
		if (!imageAt(listing, next).caption) {
			return next;
		}
	}
	try {
		const id = await nextUncaptionedId(listing, image.image_id);
		const found = id && await findPosition(listing, id);
		if (id === null) {
			say("Every image of the list has a caption.");
		}
		return found !== null && found < ratios.length ? found : null;
	}
	catch (error) {
		fail("uncaptioned", error, { doing: "find the next image without a caption" });
		return null;
	}
}
