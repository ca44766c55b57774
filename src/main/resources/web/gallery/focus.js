/** Moves the focus to the current picture, or to the search if there is none, because what had the focus goes away. */
export function focusPictures() {
	const gallery = document.querySelector(".gallery");
	(gallery?.querySelector("[role=grid] a[tabindex='0']") ?? gallery?.querySelector(".gallery-search"))
		?.focus({ preventScroll: true });
}
