import { html } from "../view.js";
import { Dialog } from "./dialog.js";

/** To come: edits the captions of many images. `onDone` gets the response of the edit and the edits. */
export function EditMany({ filter, ids, count, onClose, onDone }) {
	return html`<${Dialog} title=${`Edit ${count} captions`} onClose=${onClose}><p>${filter ?? ids.length}</p><//>`;
}
