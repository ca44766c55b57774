import { useLayoutEffect, useRef } from "../view.js";

let last = null;

document.addEventListener("focusin", ({ target }) => {
	last = target.closest("main") ? target : last;
});

/** Returns the ref of an element that may go away while it has the focus. The focus then returns to the page. */
export function useReturnedFocus() {
	const element = useRef();
	useLayoutEffect(() => {
		const own = element.current;
		return () => own.contains(document.activeElement) && returnFocus();
	}, []);
	return element;
}

/** Moves the focus back into the page: to what had it last, the current image of the grid, or the heading. */
export function returnFocus() {
	const main = document.querySelector("main");
	const place = last?.isConnected ? last : main.querySelector("[role=grid] a[tabindex='0']");
	if (place) {
		place.focus({ preventScroll: true });
	}
	else {
		focusHeading();
	}
}

/** Moves the focus to the heading of the page. */
export function focusHeading() {
	const main = document.querySelector("main");
	const heading = main.querySelector("h1");
	heading?.setAttribute("tabindex", "-1");
	(heading ?? main).focus({ preventScroll: true });
}
