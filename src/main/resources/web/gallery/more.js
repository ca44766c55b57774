import { html, useRef } from "../view.js";

const ACTIONS = { collect: "Collect…", export: "Export", warm: "Warm thumbnails" };

/** The actions on the selection that are needed less often. `onChoose` gets the name of one. */
export function More({ onChoose }) {
	const element = useRef();
	const choose = (name) => {
		element.current.open = false;
		onChoose(name);
	};
	const onKeyDown = (event) => {
		if (event.key === "Escape" && element.current.open) {
			event.stopPropagation();
			element.current.open = false;
			element.current.querySelector("summary").focus();
		}
	};
	const onFocusOut = (event) => {
		if (event.relatedTarget && !element.current.contains(event.relatedTarget)) {
			element.current.open = false;
		}
	};
	return html`
		<details class="gallery-more" ref=${element} onKeyDown=${onKeyDown} onFocusOut=${onFocusOut}>
			<summary>More</summary>
			<div class="gallery-more-actions">
				${Object.entries(ACTIONS).map(([name, text]) => html`
					<button key=${name} class="button-quiet" onClick=${() => choose(name)}>${text}</button>`)}
			</div>
		</details>`;
}
