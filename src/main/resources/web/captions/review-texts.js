import { html, useLayoutEffect, useRef } from "../view.js";
import { dropDraft } from "../data/drafts.js";
import { useMayWrite } from "../data/session.js";
import { CaptionField } from "../parts/caption-field.js";
import { Conflict } from "../parts/conflict.js";
import { focusHeading } from "../parts/focus.js";
import { Marked } from "../parts/marked.js";

const SAID = { taken: "You took a text.", own: "You saved your text.", cleared: "You cleared the caption." };

/** A text with more characters is shown in the size of running text. */
const LONG = 240;

/** The texts of one picture, and the field for the user's own. The field stays from picture to picture. */
export function Texts({ review, item, loaded, decision, conflict, field, staysInText }) {
	const { image } = item;
	const id = image.image_id;
	const side = useRef();
	const mayWrite = useMayWrite();
	useLayoutEffect(() => {
		side.current.scrollTop = 0;
	}, [id]);
	const keep = () => {
		dropDraft(conflict.item.image.image_id);
		review.settle();
	};
	const save = (text, { step, base }) => {
		if (step !== 0 && !staysInText) {
			focusHeading();
		}
		if (text !== null) {
			return review.save(text, step, base);
		}
		return step > 0 ? review.next() : step < 0 && review.previous();
	};
	return html`
		<div ref=${side} class="captions-side">
			<h2 class="captions-name">${image.filename}<span class="captions-said">${SAID[decision] ?? ""}</span></h2>
			${conflict && html`
				<${Conflict} name=${conflict.item.image.filename} saved=${conflict.theirs} mine=${conflict.mine} onKeep=${keep}
					onUse=${() => review.save(conflict.mine, 0, conflict.theirs, conflict.item)} />`}
			<ol class="captions-texts" aria-label="Texts">
				${loaded?.texts.map((text) => html`<${Choice} key=${`${id} ${text.key}`} text=${text} onTake=${() => review.take(text.key)} />`)}
			</ol>
			${loaded?.texts.length === 0 && html`<p class="captions-note">No model has written a text for this image.</p>`}
			<${CaptionField} imageId=${id} caption=${loaded ? loaded.image.caption : image.caption} field=${field} onSave=${save} onLeave=${focusHeading} />
			${mayWrite && html`<p class="captions-note captions-hints"><span><kbd>E</kbd> edits</span> <span><kbd>Ctrl</kbd> <kbd>Enter</kbd> saves, goes on</span>
				<span><kbd>X</kbd> clears</span> <span><kbd>J</kbd> <kbd>K</kbd> next, previous</span></p>`}
		</div>`;
}

function Choice({ text, onTake }) {
	return html`
		<li>
			<button class="captions-text" aria-pressed=${String(text.isCurrent)} onClick=${onTake}>
				${text.key < 10 && html`<kbd>${text.key}</kbd>`}
				<span class="captions-label">${text.label}${text.isCurrent && html` · <span class="captions-current">current</span>`}</span>
				<span class=${`captions-words${text.text.length > LONG ? " captions-long" : ""}`}><${Marked} pieces=${text.pieces} /></span>
			</button>
		</li>`;
}
