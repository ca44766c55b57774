import { html, useRef } from "../view.js";

/** A button that shows further buttons. Escape, or a step elsewhere, closes it. `children(close)` returns them. */
export function Menu({ label, isIcon, title, children }) {
	const element = useRef();
	const close = () => {
		element.current.open = false;
	};
	const onKeyDown = (event) => {
		if (event.key === "Escape" && element.current.open) {
			event.stopPropagation();
			close();
			element.current.querySelector("summary").focus();
		}
	};
	const onFocusOut = (event) => {
		if (event.relatedTarget && !element.current.contains(event.relatedTarget)) {
			close();
		}
	};
	return html`
		<details class="menu" ref=${element} onKeyDown=${onKeyDown} onFocusOut=${onFocusOut}>
			<summary class=${isIcon ? "app-icon" : ""} aria-label=${title} title=${title}>${label}</summary>
			<div class="menu-box">${children(close)}</div>
		</details>`;
}
