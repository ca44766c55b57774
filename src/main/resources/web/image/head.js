import { html, useLayoutEffect, useRef } from "../view.js";
import { number } from "../data/format.js";

/** The name of the picture, its position in the list, and the way back. */
export function Head({ image, position, total, back }) {
	const heading = useRef();
	// The heading of the page that was loading had the focus, and is gone.
	useLayoutEffect(() => (document.activeElement === document.body ? heading.current.focus({ preventScroll: true }) : undefined), []);
	return html`
		<header class="image-section">
			<h1 ref=${heading} class="image-name" tabindex="-1"><bdi>${image.filename}</bdi></h1>
			<p class="image-head image-quiet">
				<span>${position ? `${number(position)} of ${number(total)}` : total !== null && "not in the list"}</span>
				<a href=${back} title="Back to the gallery (Esc)">Gallery</a>
			</p>
		</header>`;
}
