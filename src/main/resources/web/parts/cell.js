import { html, useMemo, useRef } from "../view.js";
import { Picture } from "./picture.js";

const SIZES = [150, 256, 512, 1024];

/**
 * One place of the grid. The image is undefined while it is not loaded. `isStill` is false while the grid scrolls fast:
 * then no picture is requested.
 */
export function Cell({ cell, height, index, image, href, isSelected, isCurrent, isStill }) {
	const wasStill = useRef(false);
	wasStill.current ||= isStill;
	const isShown = wasStill.current;
	const { position, width, left } = cell;
	return useMemo(() => {
		const name = image && (image.caption ?? image.filename);
		const style = { left: `${left}px`, width: `${width}px`, backgroundColor: image?.colour ?? "" };
		return html`
			<div role="gridcell" class="grid-cell" aria-colindex=${index + 1} aria-selected=${String(isSelected)} style=${style}>
				<a class="grid-link" href=${href} data-position=${position} tabindex=${isCurrent ? 0 : -1}
					aria-label=${name ? undefined : `Image ${position + 1}`} aria-current=${isCurrent ? "true" : undefined}>
					${image && html`
						<${Picture} key=${image.thumbnail_url} class="grid-picture" alt=${name} draggable=${false} onLoad=${show} onError=${show}
							src=${isShown && image.thumbnail_url ? `${image.thumbnail_url}&size=${sizeFor(Math.max(width, height))}` : undefined} />
						<span class="grid-caption" aria-hidden="true" dir="auto">${name}</span>`}
				</a>
			</div>`;
	}, [image, href, position, left, width, height, index, isSelected, isCurrent, isShown]);
}

// A picture fades in when it has arrived.
const show = ({ target }) => target.classList.add("grid-picture-shown");

// A picture may be enlarged by a quarter: a larger file would cost more than it shows.
function sizeFor(longest) {
	const needed = longest * Math.min(2, devicePixelRatio) * 0.8;
	return SIZES.find((size) => size >= needed) ?? SIZES.at(-1);
}
