import { html } from "../view.js";
import { Empty } from "../parts/states.js";
import { Ways } from "./add.js";

/** Shown while the library is empty: how to begin. */
export function Begin() {
	return html`
		<${Empty} title="No pictures yet">
			<p>Drop pictures or folders anywhere on this page to upload them. Or register a folder on the computer of the service: its
				files stay where they are.</p>
			<${Ways} />
		<//>`;
}
