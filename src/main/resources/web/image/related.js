import { html, useState } from "../view.js";
import { useMayWrite } from "../data/session.js";
import { Fold } from "./fold.js";

/** The prompts that made the image, the collections that contain its photo, and the rating of its photo. */
export function Related({ prompts, photo, collections, onRate }) {
	return html`
		${photo && html`<${Rating} rating=${photo.rating ?? 0} onRate=${onRate} />`}
		${prompts.length > 0 && html`
			<${Fold} name="prompts" title="Prompts" isOpen=${true}>
				<ul class="image-list">${prompts.map((prompt) => html`<${Prompt} key=${prompt.id} ...${prompt} />`)}</ul>
			<//>`}
		${collections.length > 0 && html`
			<${Fold} name="collections" title="Collections" isOpen=${true}>
				<ul class="image-list">${collections.map(({ id, name }) => html`<li key=${id}><bdi>${name}</bdi></li>`)}</ul>
			<//>`}`;
}

function Rating({ rating, onRate }) {
	const mayWrite = useMayWrite();
	return html`
		<div class="image-rating" role="group" aria-label="Rating">
			<h2>Rating</h2>
			${[1, 2, 3, 4, 5].map((stars) => html`
				<button key=${stars} class="image-star" aria-label=${`Rate ${stars}`} aria-pressed=${String(stars <= rating)} disabled=${!mayWrite}
					title=${`Rate ${stars} (${stars}); 0 removes the rating`} onClick=${() => onRate(stars === rating ? 0 : stars)}>
					${stars <= rating ? "★" : "☆"}</button>`)}
		</div>`;
}

function Prompt({ prompt_text: text, model }) {
	const [isCopied, setCopied] = useState(false);
	const copy = () => navigator.clipboard?.writeText(text).then(() => setCopied(true));
	return html`
		<li class="image-entry">
			<p class="image-text" dir="auto">${text}</p>
			${model && html`<p class="image-quiet">${model}</p>`}
			<button class="button-quiet" onClick=${copy}>${isCopied ? "Copied" : "Copy"}</button>
		</li>`;
}
