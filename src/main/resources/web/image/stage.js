import { html, useEffect, useRef } from "../view.js";
import { useStore } from "../data/store.js";
import { useSize } from "../parts/size.js";
import { Canvas } from "./canvas.js";
import { useGestures } from "./gestures.js";
import { usePreload } from "./sources.js";
import { place, view } from "./zoom.js";

/**
 * The stage with the picture. `neighbours` are loaded ahead. `sizes` is a ref that gets `{ picture, stage }`, null while
 * they are unknown.
 */
export function Stage({ image, neighbours, background, sizes, isSettled, onStep, children }) {
	const element = useRef();
	const stage = useSize(element);
	const at = useStore(view);
	const picture = useRef(null);
	const isReady = usePreload([image, ...neighbours]);
	sizes.current = stage && picture.current && { picture: picture.current, stage };
	useGestures(element, () => sizes.current, onStep);
	const isMovable = sizes.current && place(at, sizes.current.picture, stage).isMovable;
	const onShape = (shape) => {
		picture.current = shape;
		sizes.current = stage && shape && { picture: shape, stage };
	};
	useEffect(() => () => {
		sizes.current = null;
	}, []);
	return html`
		<div ref=${element} class=${`image-stage image-on-${background} ${isMovable ? "image-movable" : ""}`}>
			${stage && html`<${Canvas} key=${image.image_id} image=${image} view=${at} stage=${stage} isReady=${isReady}
				isSettled=${isSettled} onShape=${onShape} />`}
			${children}
		</div>`;
}
