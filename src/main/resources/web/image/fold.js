import { html } from "../view.js";
import { useRemembered } from "../data/storage.js";

/** A section that can be folded. The browser remembers whether it is open. */
export function Fold({ name, title, note, isOpen = false, children }) {
	const [text, setText] = useRemembered(`image.fold.${name}`, String(isOpen));
	const open = text === "true";
	return html`
		<details class="image-section image-fold" open=${open} onToggle=${(event) => setText(String(event.target.open))}>
			<summary><h2>${title}</h2>${note !== undefined && html` <span class="image-quiet">${note}</span>`}</summary>
			${open && children}
		</details>`;
}
