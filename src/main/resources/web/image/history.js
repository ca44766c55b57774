import { html, useState } from "../view.js";
import { restoreCaption } from "../data/captions.js";
import { number, time } from "../data/format.js";
import { useMayWrite } from "../data/session.js";
import { Fold } from "./fold.js";

/** Longer texts are cut after some lines, until the user asks for all. */
const LONG = 280;

/** All captions of an image, newest first, `{ items, total }`. Each can be made current again. */
export function History({ image, captions, show }) {
	const mayWrite = useMayWrite();
	if (!captions || captions.total === 0) {
		return null;
	}
	const isSame = (caption) => caption.text === image.caption;
	const current = captions.items.find(isSame)?.caption_id;
	return html`
		<${Fold} name="history" title="History" note=${number(captions.total)}>
			<ol class="image-history">
				${captions.items.map((caption) => html`
					<${Entry} key=${caption.caption_id} caption=${caption} isCurrent=${caption.caption_id === current}
						onRestore=${mayWrite && !isSame(caption) && (caption.text !== null || image.caption !== null)
							&& (() => restoreCaption(image, caption.caption_id, show))} />`)}
			</ol>
			${captions.total > captions.items.length && html`
				<p class="image-quiet">The newest ${number(captions.items.length)} of ${number(captions.total)}.</p>`}
		<//>`;
}

function Entry({ caption, isCurrent, onRestore }) {
	const [isWhole, setWhole] = useState(false);
	const { text, source, model, created_at: created } = caption;
	return html`
		<li class="image-entry">
			<p class="image-quiet">${model ?? source} · ${time(created)}${isCurrent && " · current"}</p>
			${text === null ? html`<p class="image-quiet">Cleared</p>`
				: html`<p class=${`image-text ${isWhole ? "" : "image-cut"}`} dir="auto">${text}</p>`}
			${text?.length > LONG && html`
				<button class="button-quiet" aria-expanded=${String(isWhole)} onClick=${() => setWhole(!isWhole)}>
					${isWhole ? "Show less" : "Show all"}</button>`}
			${onRestore && html`<button onClick=${onRestore}>Restore</button>`}
		</li>`;
}
