import { html } from "../view.js";
import { Empty } from "../parts/states.js";

/** Stands where there is no image under the id of the address. */
export function Missing({ back }) {
	return html`
		<h1 class="unseen">No such image</h1>
		<${Empty} title="There is no such image.">
			<p>It was deleted, or the address is wrong.</p>
			<a href=${back}>Back to the gallery</a>
		<//>`;
}
