import { html } from "../view.js";
import { number } from "../data/format.js";

/** How far work has come. Without a total, only how much is done. */
export function Progress({ label, done, total }) {
	const value = total ? Math.min(1, done / total) : undefined;
	return html`
		<div class="progress">
			<progress aria-label=${label} value=${value} max="1"></progress>
			<span>${number(done)}${total ? ` of ${number(total)}` : ""}</span>
		</div>`;
}
