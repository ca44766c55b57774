import { html, useLayoutEffect, useRef } from "../view.js";
import { number } from "../data/text.js";

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

/** The links to the neighbours at the edges of the stage. */
export function Neighbours({ previous, next, hrefOf, onStep }) {
	return html`
		${previous && html`<${Neighbour} name="Previous picture" sign="‹" side="left" href=${hrefOf(previous.image_id)} onStep=${() => onStep(-1)} />`}
		${next && html`<${Neighbour} name="Next picture" sign="›" side="right" href=${hrefOf(next.image_id)} onStep=${() => onStep(1)} />`}`;
}

function Neighbour({ name, sign, side, href, onStep }) {
	const step = (event) => {
		if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
			event.preventDefault();
			onStep();
		}
	};
	return html`
		<a class=${`image-neighbour image-${side}`} href=${href} aria-label=${name} title=${`${name} (${side === "left" ? "←" : "→"})`}
			onClick=${step}>${sign}</a>`;
}
