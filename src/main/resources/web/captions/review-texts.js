import { html, useEffect, useState } from "../view.js";
import { draftOf, keepDraft } from "../data/drafts.js";
import { useKeys } from "../data/keys.js";
import { Marked } from "../parts/marked.js";

const SAID = { taken: "You took a text.", own: "You saved your text.", cleared: "You cleared the caption." };

/** The texts of one picture, and the field for the user's own. */
export function Texts({ review, item, loaded, decision, conflict, field, staysInText }) {
	const id = item.image.image_id;
	return html`
		<div class="captions-side">
			<h2 class="captions-name">${item.image.filename}</h2>
			${conflict ? html`<${Conflict} review=${review} conflict=${conflict} theirs=${loaded?.image.caption} />` : html`
				<ol class="captions-texts" aria-label="Texts">
					${loaded?.texts.map((text) => html`<${Choice} key=${text.key} text=${text} onTake=${() => review.take(text.key)} />`)}
				</ol>
				${loaded?.texts.length === 0 && html`<p class="captions-note">No model has written a text for this picture.</p>`}
				${loaded ? html`<${OwnText} key=${`${id} ${loaded.image.caption}`} review=${review} id=${id} caption=${loaded.image.caption ?? ""}
					field=${field} staysInText=${staysInText} />` : html`<div class="captions-own"></div>`}`}
			<p class="captions-note">${SAID[decision] ?? ""}</p>
		</div>`;
}

function Choice({ text, onTake }) {
	return html`
		<li>
			<button class="captions-text" aria-pressed=${String(text.isCurrent)} onClick=${onTake}>
				${text.key < 10 && html`<kbd>${text.key}</kbd>`}
				<span class="captions-label">${text.label}${text.isCurrent && html`<span class="captions-current"> current</span>`}</span>
				<span class="captions-words"><${Marked} pieces=${text.pieces} /></span>
			</button>
		</li>`;
}

function OwnText({ review, id, caption, field, staysInText }) {
	const [text, setText] = useState(() => draftOf(id) ?? caption);
	const isDraft = text.trim() !== caption.trim();
	const save = (step) => () => {
		if (text.trim() === "" || !isDraft) {
			return step > 0 ? review.next() : review.previous();
		}
		if (!staysInText) {
			field.current.blur();
		}
		return review.save(text.trim(), step);
	};
	useKeys("text", { saveNext: save(1), saveAbove: save(-1), saveBelow: save(1), leave: () => field.current.blur() }, { within: field });
	// The focus stays in the text from picture to picture where there is nothing to choose.
	useEffect(() => {
		if (staysInText && document.activeElement === document.body) {
			field.current.focus({ preventScroll: true });
		}
	}, []);
	const type = (event) => {
		setText(event.target.value);
		keepDraft(id, event.target.value);
	};
	return html`
		<div class="captions-own">
			<textarea ref=${field} rows="4" aria-label="Caption" placeholder="Your text (E)" value=${text} onInput=${type}></textarea>
			<div class="captions-hints">
				<button class=${isDraft && text.trim() ? "button-primary" : ""} disabled=${!isDraft || text.trim() === ""} onClick=${save(1)}>Save</button>
				<span><kbd>Ctrl</kbd> <kbd>Enter</kbd> saves and goes on</span>
			</div>
		</div>`;
}

function Conflict({ review, conflict, theirs }) {
	return html`
		<div class="captions-conflict" role="group" aria-label="Saved elsewhere">
			<p><strong>The caption was saved elsewhere meanwhile.</strong></p>
			<h3>Theirs</h3>
			<p class="captions-words">${theirs ?? "No caption"}</p>
			<button onClick=${() => review.yield(conflict.id)}>Keep theirs</button>
			<h3>Yours</h3>
			<p class="captions-words">${conflict.mine}</p>
			<button onClick=${() => review.save(conflict.mine, 1, theirs ?? "")}>Save yours</button>
		</div>`;
}
