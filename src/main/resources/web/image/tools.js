import { html, useEffect, useState } from "../view.js";
import { useStore } from "../data/store.js";
import { place, view } from "./zoom.js";

const ICONS = {
	background: html`<path d="M9 2a7 7 0 1 0 0 14z" fill="currentColor" /><circle cx="9" cy="9" r="7" />`,
	full: html`<path d="M2 6V2h4M12 2h4v4M16 12v4h-4M6 16H2v-4" />`,
	facts: html`<path d="M2 3h14v12H2zM11 3v12" />`,
};

/** The buttons below the picture. Each does what its key does. */
export function Tools({ background, areFacts, sizes, onZoom, onBackground, onFullScreen, onFacts }) {
	const isFull = useFullScreen();
	return html`
		<div class="image-tools" role="group" aria-label="View">
			<${Zoom} sizes=${sizes} onZoom=${onZoom} />
			<${Icon} name="background" label=${`Background: ${background}`} keyName="B" onClick=${onBackground} />
			<${Icon} name="full" label="Full screen" keyName="F" isOn=${isFull} onClick=${onFullScreen} />
			<${Icon} name="facts" label="Facts" keyName="I" isOn=${areFacts} onClick=${onFacts} />
		</div>`;
}

function Zoom({ sizes, onZoom }) {
	const now = useStore(view);
	const scale = sizes.current ? place(now, sizes.current.picture, sizes.current.stage).scale * (window.devicePixelRatio || 1) : 1;
	const text = now.scale === null ? "Fit" : `${Math.round(scale * 100)} %`;
	return html`
		<button class="button-quiet image-zoom" title="Fit to the window, or actual pixels (Z)" aria-label=${`Zoom: ${text}`}
			onClick=${onZoom}>${text}</button>`;
}

function Icon({ name, label, keyName, isOn, onClick }) {
	return html`
		<button class="app-icon" aria-label=${label} title=${`${label} (${keyName})`}
			aria-pressed=${isOn === undefined ? undefined : String(isOn)} onClick=${onClick}>
			<svg viewBox="0 0 18 18" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true">${ICONS[name]}</svg>
		</button>`;
}

/** Whether the document fills the screen. */
function useFullScreen() {
	const [isFull, setFull] = useState(document.fullscreenElement !== null);
	useEffect(() => {
		const change = () => setFull(document.fullscreenElement !== null);
		document.addEventListener("fullscreenchange", change);
		return () => document.removeEventListener("fullscreenchange", change);
	}, []);
	return isFull;
}

/** Fills the screen, or ends that. */
export function toggleFullScreen() {
	const change = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.();
	change?.catch(() => {});
}
