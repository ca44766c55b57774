import { html } from "../view.js";
import { number } from "../data/format.js";

/** The list of completions below a field. The field keeps the focus, and `active` is the one that Tab accepts. */
export function Completions({ id, tags, active, onAccept }) {
	// The pointer must not take the focus from the field.
	const keepFocus = (event) => event.preventDefault();
	return html`
		<ul id=${id} class="completion" role="listbox" aria-label="Completions" hidden=${tags.length === 0} onMouseDown=${keepFocus}>
			${tags.map(({ tag, count }, index) => html`
				<li key=${tag} id=${`${id}-${index}`} class="completion-tag" role="option" aria-selected=${String(index === active)}
					onClick=${() => onAccept(index)}>
					<bdi>${tag}</bdi> <span class="completion-count">${number(count)}</span>
					${index === active && html`<kbd aria-hidden="true">Tab</kbd>`}
				</li>`)}
		</ul>`;
}
