import { html, useLayoutEffect, useMemo, useRef } from "../view.js";
import { cellsOf } from "../data/layout.js";
import { Cell } from "./cell.js";

/**
 * The rows of a contact sheet that are near the screen. `sheet` comes from `useSheet`. `imageAt`, `hrefOf` and
 * `isSelected` are functions of a position, of an image, and of its id. `version` changes when their results may.
 */
export function Grid({ label, sheet, imageAt, hrefOf, isSelected, current, version, onCell, element }) {
	const { layout, first, last, isStill, rows } = sheet;
	const shown = [];
	for (let row = first; row <= last && row < layout.rows; row++) {
		const isCurrent = current >= layout.firsts[row] && current < layout.firsts[row + 1];
		shown.push(html`
			<${Row} key=${row} row=${row} layout=${layout} imageAt=${imageAt} hrefOf=${hrefOf} isSelected=${isSelected}
				current=${isCurrent ? current : -1} isStill=${isStill} version=${version} />`);
	}
	// Without the current row in the document, Tab would not reach the grid.
	const entry = current < (layout.firsts[first] ?? 0) || current >= (layout.firsts[last + 1] ?? layout.total);
	return html`
		<div role="grid" class="grid" aria-label=${label} aria-rowcount=${layout.rows} aria-multiselectable="true"
			ref=${element} style=${{ height: `${sheet.height}px` }} onClick=${onCell} tabindex=${entry ? 0 : undefined}>
			<div class="grid-rows" role="presentation" ref=${rows}>${shown}</div>
		</div>`;
}

function Row({ row, layout, imageAt, hrefOf, isSelected, current, isStill, version }) {
	const { cells, height } = useMemo(() => cellsOf(layout, row), [layout, row]);
	const wasStill = useRef(false);
	wasStill.current ||= isStill;
	return useMemo(() => html`
		<div role="row" class="grid-row" aria-rowindex=${row + 1} style=${{ height: `${height}px` }}>
			${cells.map((cell, index) => {
				const image = imageAt(cell.position);
				return html`
					<${Cell} key=${cell.position} cell=${cell} height=${height} index=${index} image=${image}
						href=${image && hrefOf(image)} isSelected=${Boolean(image && isSelected(image.image_id))}
						isCurrent=${cell.position === current} isStill=${isStill} />`;
			})}
		</div>`, [cells, height, row, current, wasStill.current, version, hrefOf, isSelected]);
}

/** Keeps the focus on the current picture: when it changes by a key, and when it returns to the document. */
export function useGridFocus(element, current, wantsFocus) {
	useLayoutEffect(() => {
		const link = element.current?.querySelector(`[data-position="${current}"]`);
		if (link && wantsFocus.current && document.activeElement !== link && !document.querySelector("dialog[open]")) {
			link.focus({ preventScroll: true });
		}
	});
}
