import { html } from "../view.js";

/**
 * Two texts for one image, because another one was saved while the user typed. The user chooses one, or edits on. The
 * image may not be the shown one, so its name is said; `onOpen` goes there. `by` says who wrote the saved text.
 */
export function Conflict({ name, saved, by, mine, onKeep, onUse, onOpen }) {
	return html`
		<section class="conflict" aria-label=${`Two captions for ${name}`}>
			<h2>Another caption was saved meanwhile</h2>
			<p class="conflict-name">${onOpen ? html`<button class="button-quiet" onClick=${onOpen}><bdi>${name}</bdi></button>` : html`<bdi>${name}</bdi>`}</p>
			<h3>Saved ${by && html`<span class="conflict-by">${by}</span>`}</h3>
			<p class="conflict-text" dir="auto">${saved ?? "No caption"}</p>
			<button onClick=${onKeep}>Keep the saved text</button>
			<h3>Yours</h3>
			<p class="conflict-text" dir="auto">${mine}</p>
			<button onClick=${onUse}>Use your text</button>
		</section>`;
}
