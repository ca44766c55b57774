import { html } from "../view.js";
import { KEYS, PLACES, letters } from "../data/keys.js";
import { useStore } from "../data/store.js";
import { Dialog } from "./dialog.js";

const SHOWN = {
	ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc", PageUp: "Page Up",
	PageDown: "Page Down",
};

/** The dialog that lists all keys. */
export function Keyboard({ onClose }) {
	const areOn = useStore(letters);
	return html`
		<${Dialog} title="Keyboard" isWide onClose=${onClose}>
			<label class="form-check">
				<input type="checkbox" checked=${areOn} onChange=${(event) => letters.set(event.target.checked)} />
				Keys of a single letter
			</label>
			<div class="keyboard-places">
				${Object.entries(PLACES).map(([place, name]) => html`
					<section key=${place}>
						<h3>${name}</h3>
						<dl>${KEYS.filter((row) => row.place === place).map(Row)}</dl>
					</section>`)}
			</div>
		<//>`;
}

function Row({ keys, meaning }) {
	const shown = keys.length > 3 ? [keys[0], "…", keys.at(-1)] : keys;
	return html`
		<div class="keyboard-row" key=${meaning}>
			<dt>${shown.map((key) => (key === "…" ? " … " : parts(key).map((part) => html`<kbd>${part}</kbd> `)))}</dt>
			<dd>${meaning}</dd>
		</div>`;
}

function parts(key) {
	return key.split(/(?<=.)[ +](?=.)/).map((part) => SHOWN[part] ?? (part.length === 1 ? part.toUpperCase() : part));
}
