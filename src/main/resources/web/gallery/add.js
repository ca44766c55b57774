import { html, useState } from "../view.js";
import { isPicture } from "../data/dropped.js";
import { FileButtons } from "../parts/tray.js";
import { RegisterDialog } from "./register.js";

/** The ways to add pictures. */
export function Ways() {
	const [isOpen, setOpen] = useState(false);
	return html`
		<div class="gallery-ways">
			<${FileButtons} accept=${isPicture} />
			<button onClick=${() => setOpen(true)}>Register a folder…</button>
		</div>
		${isOpen && html`<${RegisterDialog} onClose=${() => setOpen(false)} />`}`;
}

/** The button that shows the ways to add pictures. */
export function Add() {
	const [isOpen, setOpen] = useState(false);
	return html`
		<button aria-expanded=${String(isOpen)} onClick=${() => setOpen(!isOpen)}>Add</button>
		<section class="gallery-panel" aria-label="Add" hidden=${!isOpen}><${Ways} /></section>`;
}
