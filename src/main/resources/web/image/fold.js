import { html, useState } from "../view.js";
import { recall, remember } from "../data/storage.js";

/** A section that can be folded. The browser remembers whether it is open. */
export function Fold({ name, title, note, isOpen = false, children }) {
	const key = `image.fold.${name}`;
	const [open, setOpen] = useState(() => (recall(key) ?? String(isOpen)) === "true");
	const toggle = (event) => {
		setOpen(event.target.open);
		remember(key, String(event.target.open));
	};
	return html`
		<details class="image-section image-fold" open=${open} onToggle=${toggle}>
			<summary><h2>${title}</h2>${note !== undefined && html` <span class="image-quiet">${note}</span>`}</summary>
			${open && children}
		</details>`;
}
