import { html, useEffect, useState } from "../view.js";
import { useStore } from "../data/store.js";
import { dismiss, toasts } from "../data/toasts.js";
import { useReturnedFocus } from "./focus.js";

const SHOWN_MS = 10_000;

/** The messages about what was done. Each goes after 10 s, but not while the pointer or the focus is on it. */
export function Toasts() {
	return html`
		<div class="toasts" role="status" aria-label="Messages">
			${useStore(toasts).map((toast) => html`<${Toast} key=${toast.id} ...${toast} />`)}
		</div>`;
}

function Toast({ id, text, undo }) {
	const [isHeld, setHeld] = useState(false);
	useEffect(() => {
		const timer = isHeld ? undefined : setTimeout(() => dismiss(id), SHOWN_MS);
		return () => clearTimeout(timer);
	}, [id, isHeld]);
	const hold = () => setHeld(true);
	const release = () => setHeld(false);
	return html`
		<div class="toast" ref=${useReturnedFocus()} onMouseEnter=${hold} onMouseLeave=${release} onFocusIn=${hold} onFocusOut=${release}>
			<span class="toast-text">${text}</span>
			${undo && html`<button class="button-quiet toast-undo" onClick=${undo}>Undo</button>`}
		</div>`;
}
