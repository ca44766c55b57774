import { html, useLayoutEffect, useMemo, useRef } from "../view.js";

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
						<${Picture} key=${image.thumbnail_url} image=${image} name=${name} longest=${Math.max(width, height)}
							isShown=${isShown} />
						<span class="grid-caption" aria-hidden="true" dir="auto">${name}</span>`}
				</a>
			</div>`;
	}, [image, href, position, left, width, height, index, isSelected, isCurrent, isShown]);
}

/** The picture of a cell. It fades in when it has arrived. */
function Picture({ image, name, longest, isShown }) {
	const element = useRef();
	// A picture that leaves the document keeps its connection, unless it has no source any more.
	useLayoutEffect(() => {
		const picture = element.current;
		return () => picture.removeAttribute("src");
	}, []);
	const source = isShown && image.thumbnail_url ? `${image.thumbnail_url}&size=${sizeFor(longest)}` : undefined;
	const show = ({ target }) => target.classList.add("grid-picture-shown");
	return html`<img ref=${element} class="grid-picture" src=${source} alt=${name} draggable=${false} onLoad=${show} onError=${show} />`;
}

// A picture may be enlarged by a quarter: a larger file would cost more than it shows.
function sizeFor(longest) {
	const needed = longest * Math.min(2, devicePixelRatio) * 0.8;
	return SIZES.find((size) => size >= needed) ?? SIZES.at(-1);
}
