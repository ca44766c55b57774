// Wheel and pinch zoom around the pointer, a drag moves the picture, a swipe over the whole picture goes to the neighbour.
import { useEffect, useRef } from "../view.js";
import { moveBy, place, toggleZoom, view, zoomBy } from "./zoom.js";

const SWIPE = 60;
const LINE = 16;

/** Handles the pointer on the stage. `sizes()` returns `{ picture, stage }`, or null while they are unknown. */
export function useGestures(element, sizes, onSwipe) {
	const current = useRef();
	current.current = { sizes, onSwipe };
	useEffect(() => {
		const target = element.current;
		const handlers = gestures(target, () => current.current.sizes(), (step) => current.current.onSwipe(step));
		Object.entries(handlers).forEach(([type, handler]) => target.addEventListener(type, handler, { passive: false }));
		return () => Object.entries(handlers).forEach(([type, handler]) => target.removeEventListener(type, handler));
	}, []);
}

function gestures(target, sizes, onSwipe) {
	const pointers = new Map();
	let begin = null;
	const at = (event) => {
		const box = target.getBoundingClientRect();
		return { x: event.clientX - box.left, y: event.clientY - box.top };
	};
	const wheel = (event) => {
		const size = sizes();
		if (size) {
			event.preventDefault();
			const pixels = event.deltaY * (event.deltaMode === 1 ? LINE : 1);
			zoomBy(Math.exp(-pixels * (event.ctrlKey ? 0.01 : 0.0015)), at(event), size.picture, size.stage);
		}
	};
	const pointerdown = (event) => {
		if (event.button === 0 && !event.target.closest("a, button")) {
			pointers.set(event.pointerId, at(event));
			begin = pointers.size === 1 ? at(event) : null;
			target.setPointerCapture(event.pointerId);
		}
	};
	const pointermove = (event) => {
		const before = pointers.get(event.pointerId);
		const size = sizes();
		if (!before || !size) {
			return;
		}
		const now = at(event);
		pointers.set(event.pointerId, now);
		const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
		if (other) {
			zoomBy(distance(now, other) / Math.max(1, distance(before, other)), middle(now, other), size.picture, size.stage);
			moveBy((now.x - before.x) / 2, (now.y - before.y) / 2, size.picture, size.stage);
		}
		else if (place(view.get(), size.picture, size.stage).isMovable) {
			begin = null;
			moveBy(now.x - before.x, now.y - before.y, size.picture, size.stage);
		}
	};
	const pointerup = (event) => {
		const now = at(event);
		if (begin && pointers.has(event.pointerId) && event.pointerType !== "mouse") {
			const isSideways = Math.abs(now.x - begin.x) > Math.max(SWIPE, 2 * Math.abs(now.y - begin.y));
			isSideways && onSwipe(now.x < begin.x ? 1 : -1);
		}
		pointercancel(event);
	};
	const pointercancel = (event) => {
		pointers.delete(event.pointerId);
		begin = null;
	};
	const dblclick = (event) => {
		const size = sizes();
		if (size && !event.target.closest("a, button")) {
			toggleZoom(at(event), size.picture, size.stage);
		}
	};
	return { wheel, pointerdown, pointermove, pointerup, pointercancel, dblclick };
}

const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

const middle = (a, b) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
