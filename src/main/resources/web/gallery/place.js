// Where the user was in each list, so that Back leads to the same place without waiting.
import { nameOf } from "../data/outline.js";
import { positionOf } from "../data/position.js";

const places = new Map();

/** Notes a place: `{ at, top, offset, current }`, the topmost image and its position, and the current position. */
export const notePlace = (listing, place) => places.set(nameOf(listing), place);

/** Returns the noted place of a list, if its topmost image is the one that the address names. */
export function placeOf(listing, at) {
	const place = places.get(nameOf(listing));
	return place && place.at === (at ?? null) ? place : null;
}

/** Asks for the position of an image in a list, from 0. Returns null if the list does not have it. */
export async function findPosition(listing, id, signal) {
	try {
		const { position } = await positionOf(listing, id, signal);
		return position === null ? null : position - 1;
	}
	catch (error) {
		if (error.status === 404 || error.status === 400) {
			return null;
		}
		throw error;
	}
}
