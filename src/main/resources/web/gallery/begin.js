import { html } from "../view.js";
import { useMayWrite } from "../data/session.js";
import { Empty } from "../parts/states.js";
import { Ways } from "./add.js";

/** Shown while the library is empty: how to begin. */
export function Begin() {
	if (!useMayWrite()) {
		return html`<${Empty} title="No images yet"><p>An editor can add some.</p><//>`;
	}
	return html`
		<${Empty} title="No images yet">
			<p>Drop pictures or folders anywhere on this page to upload them. Or register a folder on the computer of the service: its
				files stay where they are.</p>
			<${Ways} />
		<//>`;
}
