import { html } from "../view.js";

/** The links to the neighbours at the edges of the stage. */
export function Neighbours({ previous, next, hrefOf, onStep }) {
	return html`
		${previous && html`<${Neighbour} name="Previous image" sign="‹" side="left" href=${hrefOf(previous.image_id)} onStep=${() => onStep(-1)} />`}
		${next && html`<${Neighbour} name="Next image" sign="›" side="right" href=${hrefOf(next.image_id)} onStep=${() => onStep(1)} />`}`;
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
