import { html, useState } from "../view.js";
import { isPicture } from "../data/dropped.js";
import { addFiles } from "../data/uploads.js";
import { RegisterDialog } from "./register.js";

/** The ways to add pictures. */
export function Ways() {
	const [isOpen, setOpen] = useState(false);
	return html`
		<div class="gallery-ways">
			<label class="button gallery-file">Add pictures<input class="unseen" type="file" multiple accept="image/*" onChange=${choose} /></label>
			<label class="button gallery-file">Add a folder<input class="unseen" type="file" multiple webkitdirectory onChange=${choose} /></label>
			<button onClick=${() => setOpen(true)}>Register a folder…</button>
		</div>
		${isOpen && html`<${RegisterDialog} onClose=${() => setOpen(false)} />`}`;
}

// Of a folder, only the pictures are sent.
function choose(event) {
	addFiles([...event.target.files].filter((file) => !file.webkitRelativePath || isPicture(file)));
	event.target.value = "";
}

/** The button that shows the ways to add pictures. */
export function Add() {
	const [isOpen, setOpen] = useState(false);
	return html`
		<button aria-expanded=${String(isOpen)} onClick=${() => setOpen(!isOpen)}>Add</button>
		<section class="gallery-panel" aria-label="Add" hidden=${!isOpen}><${Ways} /></section>`;
}
