import { html, useMemo, useRef, useState } from "../view.js";

const STEP = 18;

/**
 * A slider beside a sheet that leads to any of its places. `fraction` tells how far the sheet is scrolled; a mark is
 * `{ label, fraction, isMajor }`. `onMove` gets a fraction, and `onKey` the name of a key.
 */
export function Scrubber({ label, value, total, text, fraction, marks, textAt, onMove, onKey, height }) {
	const track = useRef();
	const [hint, setHint] = useState(null);
	const isHeld = useRef(false);
	const at = (event) => {
		const box = track.current.getBoundingClientRect();
		return Math.max(0, Math.min(1, (event.clientY - box.top) / box.height));
	};
	const hold = (event) => {
		event.preventDefault();
		isHeld.current = true;
		track.current.setPointerCapture(event.pointerId);
		track.current.focus({ preventScroll: true });
		move(event);
	};
	const move = (event) => {
		const to = at(event);
		setHint({ to, text: textAt(to) });
		if (isHeld.current) {
			onMove(to);
		}
	};
	const release = () => {
		isHeld.current = false;
		setHint(null);
	};
	const press = (event) => {
		if (!event.ctrlKey && !event.altKey && onKey(event.key)) {
			event.preventDefault();
		}
	};
	const drawn = useMemo(() => thin(marks, height).map((mark) => html`
		<span key=${mark.fraction} class=${mark.isMajor ? "scrubber-mark scrubber-major" : "scrubber-mark"}
			style=${{ top: `${mark.fraction * 100}%` }}>${mark.label}</span>`), [marks, height]);
	return html`
		<div class="scrubber" ref=${track} role="slider" tabindex="0" aria-label=${label} aria-orientation="vertical"
			aria-valuemin="1" aria-valuemax=${total} aria-valuenow=${value} aria-valuetext=${text}
			onPointerDown=${hold} onPointerMove=${move} onPointerUp=${release} onPointerCancel=${release}
			onPointerLeave=${() => isHeld.current || setHint(null)} onKeyDown=${press}>
			<div class="scrubber-marks" aria-hidden="true">${drawn}</div>
			<div class="scrubber-thumb" style=${{ top: `${fraction * 100}%` }}></div>
			${hint && html`<div class="scrubber-hint" style=${{ top: `${hint.to * 100}%` }}>${hint.text}</div>`}
		</div>`;
}

// Labels that would overlap are left out, the less important ones first.
function thin(marks, height) {
	const kept = [];
	const isFree = (mark) => kept.every((other) => Math.abs(other.fraction - mark.fraction) * height >= STEP);
	[...marks.filter((mark) => mark.isMajor), ...marks.filter((mark) => !mark.isMajor)]
		.forEach((mark) => isFree(mark) && kept.push(mark));
	return kept;
}
