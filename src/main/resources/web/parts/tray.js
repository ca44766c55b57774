import { html, useState } from "../view.js";
import { useStore } from "../data/store.js";
import { bytes, count, number } from "../data/format.js";
import { cancel, clearUploads, isOver, retryFailed, uploads } from "../data/uploads.js";
import { returnFocus } from "./focus.js";

const SHOWN = 50;
const ORDER = ["sending", "failed", "refused", "waiting", "cancelled", "known", "done"];
const TEXTS = { waiting: "waiting", done: "sent", known: "already there", cancelled: "cancelled" };

/** The files that are being sent, with their progress, on every page. It shows nothing if there are none. */
export function Tray() {
	const items = useStore(uploads);
	const [isOpen, setOpen] = useState(true);
	if (items.length === 0) {
		return null;
	}
	// The button that was pressed is not there afterwards.
	const leave = (action) => () => {
		action();
		returnFocus();
	};
	const numberOf = (state) => items.filter((item) => item.state === state).length;
	const over = items.filter(isOver).length;
	const failed = numberOf("failed") + numberOf("refused");
	const isDone = over === items.length;
	const total = items.reduce((sum, { size }) => sum + size, 0);
	const sent = items.reduce((sum, item) => sum + item.size * (isOver(item) ? 1 : item.progress), 0);
	const summary = isDone
		? [count(numberOf("done"), "file") + " sent", numberOf("known") && `${number(numberOf("known"))} already there`,
			failed && `${number(failed)} failed`].filter(Boolean).join(", ")
		: `Sending ${number(over)} of ${count(items.length, "file")}`;
	const shown = ORDER.flatMap((state) => items.filter((item) => item.state === state)).slice(0, SHOWN);
	return html`
		<section class="tray" aria-label="Uploads">
			<header class="tray-head">
				<p role="status">${summary}</p>
				${numberOf("failed") + numberOf("cancelled") > 0 && isDone && html`<button onClick=${leave(retryFailed)}>Retry all failed</button>`}
				${!isDone && html`<button onClick=${leave(() => cancel())}>Cancel all</button>`}
				<button class="button-quiet" aria-expanded=${String(isOpen)} onClick=${() => setOpen(!isOpen)}>${isOpen ? "Less" : "More"}</button>
				${isDone && html`<button class="button-quiet" onClick=${leave(clearUploads)}>Close</button>`}
			</header>
			<progress class="tray-all" aria-label="All files" max="1" value=${total > 0 ? sent / total : over / items.length}></progress>
			${isOpen && html`
				<ul class="tray-files" tabindex="0" aria-label="Files">
					${shown.map((item) => html`<${File} key=${item.id} item=${item} state=${item.state} progress=${item.progress} />`)}
					${items.length > shown.length && html`<li class="tray-more">and ${count(items.length - shown.length, "more file")}</li>`}
				</ul>`}
		</section>`;
}

function File({ item, state, progress }) {
	return html`
		<li class="tray-file">
			<span class="tray-name" dir="auto">${item.name}</span>
			<span class="tray-size">${bytes(item.size)}</span>
			${state === "sending"
				? html`<progress aria-label=${item.name} max="1" value=${progress}></progress>`
				: html`<span class=${item.detail ? "tray-failed" : "tray-state"}>${item.detail || TEXTS[state]}</span>`}
			${!isOver(item) && html`<button class="button-quiet" aria-label=${`Cancel ${item.name}`} onClick=${() => cancel(item.id)}>×</button>`}
		</li>`;
}
