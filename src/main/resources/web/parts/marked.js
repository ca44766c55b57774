import { html } from "../view.js";

/** A text of which pieces are marked, `[{ text, isMarked }]`. `as` is the element of the marks: mark, ins or del. */
export function Marked({ pieces, as = "mark" }) {
	return pieces.map(({ text, isMarked }) => (isMarked ? html`<${as}>${text}<//>` : text));
}
