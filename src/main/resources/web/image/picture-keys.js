import { useKeys } from "../data/keys.js";
import { moveBy, toggleZoom, zoomBy } from "./zoom.js";

const PAN = 80;
const ZOOM = 1.25;

const DIRECTIONS = { ArrowLeft: [PAN, 0], ArrowRight: [-PAN, 0], ArrowUp: [0, PAN], ArrowDown: [0, -PAN] };

/** The keys of the picture. `sizes` is the ref of the stage, and `page` that of the whole page. */
export function usePictureKeys(page, sizes, commands) {
	const withSizes = (act) => (event) => (sizes.current ? act(sizes.current, event) : undefined);
	const zoom = (factor) => withSizes(({ picture, stage }) => zoomBy(factor, middle(stage), picture, stage));
	const zoomOnce = withSizes(({ picture, stage }) => toggleZoom(null, picture, stage));
	useKeys("picture", {
		...commands,
		zoom: zoomOnce,
		zoomIn: zoom(ZOOM),
		zoomOut: zoom(1 / ZOOM),
		pan: withSizes(({ picture, stage }, event) => moveBy(...DIRECTIONS[event.key], picture, stage)),
	}, { within: page });
	return zoomOnce;
}

const middle = (stage) => ({ x: stage.width / 2, y: stage.height / 2 });
