import { html } from "../view.js";
import { clearConflict, saveCaption } from "../data/captions.js";
import { dropDraft } from "../data/drafts.js";
import { writer } from "./caption.js";

/** Two texts for one image: another was saved while the user typed. The user chooses one, or edits on. */
export function Conflict({ image, mine, isCurrent, onOpen, show }) {
	const keepSaved = () => {
		dropDraft(image.image_id);
		clearConflict(image.image_id);
		show(image);
	};
	const useMine = () => saveCaption(image, mine, { base: image.caption, show });
	return html`
		<section class="image-conflict" aria-label=${`Two captions for ${image.filename}`}>
			<h2>Another caption was saved meanwhile</h2>
			${!isCurrent && html`
				<button class="image-link" onClick=${() => onOpen(image.image_id)}><bdi>${image.filename}</bdi></button>`}
			<h3>Saved ${image.caption && html`<span class="image-quiet">${writer(image)}</span>`}</h3>
			<p class="image-text" dir="auto">${image.caption ?? "No caption"}</p>
			<button onClick=${keepSaved}>Keep the saved text</button>
			<h3>Yours</h3>
			<p class="image-text" dir="auto">${mine}</p>
			<button onClick=${useMine}>Use your text</button>
		</section>`;
}
