import { html } from "../view.js";
import { Picture } from "../parts/picture.js";

/** How many pictures are shown on each side. */
const SIDE = 4;

const MARKS = { taken: "✓", own: "✎", cleared: "×" };

const WORDS = { taken: "text taken", own: "own text", cleared: "cleared" };

/** The neighbours of the current picture, with what was decided. */
export function Filmstrip({ items, index, decided, onGo }) {
	const first = Math.max(0, Math.min(index - SIDE, items.length - 2 * SIDE - 1));
	return html`
		<ol class="captions-film" aria-label="Filmstrip">
			${items.slice(first, first + 2 * SIDE + 1).map(({ image }, i) => {
				const decision = decided[image.image_id];
				const name = image.filename + (decision ? `, ${WORDS[decision]}` : "");
				return html`
					<li key=${image.image_id}>
						<button aria-label=${name} aria-current=${first + i === index ? "true" : undefined} onClick=${() => onGo(first + i)}>
							<${Picture} src=${`${image.thumbnail_url}&size=150`} alt="" />
							${decision && html`<span class="captions-mark" aria-hidden="true">${MARKS[decision]}</span>`}
						</button>
					</li>`;
			})}
		</ol>`;
}
