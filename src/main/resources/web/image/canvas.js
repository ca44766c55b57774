import { html, useLayoutEffect, useState } from "../view.js";
import { Picture } from "../parts/picture.js";
import { isDecodable, largeOf, needsOriginal, originalOf, smallOf } from "./sources.js";
import { Undecodable } from "./undecodable.js";
import { place } from "./zoom.js";

/** The longest description of a picture. A caption may have 20,000 characters. */
const LONGEST_ALT = 300;

/**
 * The picture of one image on the stage: a small thumbnail at once, then a large one over it, and the original where more
 * pixels are needed. `isSettled` is false while the user goes on quickly; then no original is loaded.
 */
export function Canvas({ image, view, stage, isReady, isSettled, onShape }) {
	const [states, setStates] = useState({});
	const [natural, setNatural] = useState(null);
	const shape = image.width && image.height ? image : natural;
	const large = largeOf(image);
	const original = originalOf(image);
	useLayoutEffect(() => onShape(shape && { width: shape.width, height: shape.height }), [shape?.width, shape?.height]);
	if (!large || (states[large] === "failed" && (!isDecodable(image) || states[original] === "failed"))) {
		return html`<${Undecodable} image=${image} />`;
	}
	const at = shape ? place(view, shape, stage) : { left: 0, top: 0, width: stage.width, height: stage.height, scale: 0 };
	const isWanted = states[large] === "failed" || (shape && isSettled && needsOriginal({ ...image, ...shape }, at.scale));
	const layer = (url, isShown, name) => isShown && html`
		<${Layer} key=${name} name=${name} url=${url}
			onShown=${(size) => { setStates((before) => ({ ...before, [url]: "shown" })); setNatural((before) => before ?? size); }}
			onFailed=${() => setStates((before) => ({ ...before, [url]: "failed" }))} />`;
	const box = {
		width: `${at.width}px`, height: `${at.height}px`, transform: `translate(${at.left}px, ${at.top}px)`,
		backgroundColor: states[original] === "shown" ? undefined : image.colour ?? undefined,
	};
	const isPixels = at.scale * (window.devicePixelRatio || 1) >= 2 && !at.isFit;
	return html`
		<div class=${`image-canvas ${isPixels ? "image-pixels" : ""}`} style=${box} role="img" aria-label=${describe(image)}>
			${layer(smallOf(image), states[large] !== "shown" && states[large] !== "failed" && !isReady(large), "small")}
			${layer(large, states[large] !== "failed" && states[original] !== "shown", "large")}
			${layer(original, isWanted && states[original] !== "failed" || states[original] === "shown", "original")}
		</div>`;
}

const describe = (image) => (image.caption ?? image.filename).slice(0, LONGEST_ALT);

function Layer({ name, url, onShown, onFailed }) {
	const shown = ({ target }) => onShown({ width: target.naturalWidth, height: target.naturalHeight });
	return html`
		<${Picture} class=${`image-layer image-${name}`} src=${url} alt="" draggable=${false} decoding=${name === "original" ? "async" : "sync"}
			onLoad=${shown} onError=${onFailed} />`;
}
