// How fast the user reviews, and how long the rest will take.
import { recall, remember } from "../data/storage.js";

/** A longer time between two pictures is a break. */
const BREAK_MS = 120_000;

/** How much the newest time counts. */
const WEIGHT = 0.1;

let last = null;
let pace = Number(recall("pace")) || null;

/** Notes that a picture was reviewed. */
export function tick(now = performance.now()) {
	const time = last === null ? null : now - last;
	last = now;
	if (time !== null && time < BREAK_MS) {
		pace = pace === null ? time : pace + WEIGHT * (time - pace);
		remember("pace", String(Math.round(pace)));
	}
}

/** "3 h", "12 min": the time that so many pictures take, or null while the pace is unknown. */
export function timeFor(pictures) {
	return pace === null ? null : duration((pictures * pace) / 1000);
}

/** "3 h", "12 min", "under 1 min" */
export function duration(seconds) {
	const minutes = Math.round(seconds / 60);
	if (minutes < 1) {
		return "under 1 min";
	}
	if (minutes < 60) {
		return `${minutes} min`;
	}
	const hours = minutes / 60;
	return hours < 10 && Math.round(hours * 2) % 2 ? `${Math.floor(hours)}½ h` : `${Math.round(hours)} h`;
}
