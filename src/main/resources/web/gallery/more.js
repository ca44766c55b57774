import { html } from "../view.js";
import { Menu } from "../parts/menu.js";

const ACTIONS = { collect: "Collect…", export: "Export", warm: "Warm thumbnails" };
const READING = ["export"];

/** The actions on the selection that are needed less often. `onChoose` gets the name of one. */
export function More({ mayWrite, onChoose }) {
	return html`
		<${Menu} label="More">${(close) => Object.entries(ACTIONS).filter(([name]) => mayWrite || READING.includes(name))
			.map(([name, text]) => html`
				<button key=${name} class="button-quiet" onClick=${() => { close(); onChoose(name); }}>${text}</button>`)}<//>`;
}
