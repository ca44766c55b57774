// How large a picture is shown, and which part of it. Both stay from picture to picture.
import { createStore } from "../data/store.js";

const LARGEST = 32;
/** A small picture is enlarged to the window, but not more than this. */
const FIT_LARGEST = 4;

/** `{ scale, x, y }`: CSS pixels per pixel of the picture, null to fit; the point in the middle, as parts of its size. */
export const view = createStore({ scale: null, x: 0.5, y: 0.5 });

/** CSS pixels per pixel where each pixel of the picture is one of the screen. */
export const actual = () => 1 / (window.devicePixelRatio || 1);

const fitOf = (picture, stage) => Math.min(stage.width / picture.width, stage.height / picture.height, FIT_LARGEST);

/** Returns where a picture is on the stage: `{ left, top, width, height, scale, isFit, isMovable }`, in CSS pixels. */
export function place({ scale, x, y }, picture, stage) {
	const factor = scale ?? fitOf(picture, stage);
	const width = picture.width * factor;
	const height = picture.height * factor;
	return {
		width, height, scale: factor, isFit: scale === null, isMovable: width > stage.width + 1 || height > stage.height + 1,
		left: start(x, width, stage.width), top: start(y, height, stage.height),
	};
}

// A picture that is smaller than the stage is in its middle. A larger one leaves no gap at its edges.
function start(centre, size, room) {
	return size <= room ? (room - size) / 2 : Math.max(room - size, Math.min(0, room / 2 - centre * size));
}

/** Zooms by a factor. The point of the picture that is at `point` of the stage stays there. */
export function zoomBy(factor, point, picture, stage) {
	const fit = fitOf(picture, stage);
	const before = place(view.get(), picture, stage);
	const scale = Math.min(LARGEST, before.scale * factor);
	// Smaller than the window, or nearly so, is the whole picture.
	if (factor < 1 && scale < Math.min(fit, actual()) || Math.abs(scale / fit - 1) < 0.02) {
		view.set((now) => ({ ...now, scale: null }));
	}
	else {
		zoomTo(scale, point, before, picture, stage);
	}
}

function zoomTo(scale, point, before, picture, stage) {
	const width = picture.width * scale;
	const height = picture.height * scale;
	const left = point.x - (point.x - before.left) / before.width * width;
	const top = point.y - (point.y - before.top) / before.height * height;
	view.set({ scale, x: (stage.width / 2 - left) / width, y: (stage.height / 2 - top) / height });
}

/** Changes between the whole picture and actual pixels. */
export function toggleZoom(point, picture, stage) {
	if (view.get().scale !== null) {
		view.set((now) => ({ ...now, scale: null }));
	}
	else {
		const middle = { x: stage.width / 2, y: stage.height / 2 };
		zoomTo(actual(), point ?? middle, place(view.get(), picture, stage), picture, stage);
	}
}

/** Moves the picture by CSS pixels. */
export function moveBy(dx, dy, picture, stage) {
	const { left, top, width, height } = place(view.get(), picture, stage);
	const part = (from, size, room) => {
		const bound = Math.max(Math.min(0, room - size), Math.min(0, from));
		return size <= room ? 0.5 : (room / 2 - bound) / size;
	};
	view.set((now) => ({ ...now, x: part(left + dx, width, stage.width), y: part(top + dy, height, stage.height) }));
}
