import { html, useEffect, useLayoutEffect, useMemo, useReducer, useState } from "../view.js";
import { get } from "../data/api.js";
import { GAP, rowAt, rowOf } from "../data/layout.js";
import { number } from "../data/format.js";
import { Scrubber } from "../parts/scrubber.js";

const KINDS = { created: "month", "-created": "month", filename: "letter", "-filename": "letter", path: "folder", "-path": "folder" };

/** The scrubber with the months, letters or folders of the list. */
export function Timeline({ shown, sheet }) {
	const { layout, view, state } = sheet;
	const buckets = useBuckets(shown);
	const [, draw] = useReducer((count) => count + 1, 0);
	useLayoutEffect(() => {
		state.moves.add(draw);
		return () => state.moves.delete(draw);
	}, []);
	const range = Math.max(1, layout.height - view + GAP);
	const marks = useMemo(() => marksOf(buckets, layout, range), [buckets, layout, range]);
	if (layout.height <= view || shown.total === null) {
		return html`<div class="scrubber-space"></div>`;
	}
	const textOf = (position) => {
		const bucket = buckets.findLast(({ start }) => start <= position + 1);
		return (bucket ? `${bucket.label}, ` : "") + `${number(position + 1)} of ${number(layout.total)}`;
	};
	const positionAt = (fraction) => layout.firsts[rowAt(layout, fraction * range)];
	const row = rowAt(layout, state.y + GAP);
	const to = {
		ArrowUp: () => layout.tops[Math.max(0, row - 1)], ArrowLeft: () => layout.tops[Math.max(0, row - 1)],
		ArrowDown: () => layout.tops[row + 1], ArrowRight: () => layout.tops[row + 1],
		PageUp: () => state.y - view, PageDown: () => state.y + view, Home: () => 0, End: () => layout.height,
	};
	const onKey = (key) => to[key] && (sheet.scrollTo(to[key]()), true);
	const position = layout.firsts[row];
	return html`
		<${Scrubber} label="Position" value=${position + 1} total=${layout.total} text=${textOf(position)}
			fraction=${Math.min(1, state.y / range)} marks=${marks} textAt=${(fraction) => textOf(positionAt(fraction))}
			onMove=${(fraction) => sheet.scrollTo(fraction * range)} onKey=${onKey} height=${view} />`;
}

function marksOf(buckets, layout, range) {
	let year = null;
	return buckets.filter(({ start }) => start <= layout.total).map(({ key, label, start }) => {
		const month = /^(\d{4})-\d\d$/.exec(key ?? "");
		const isMajor = month !== null && month[1] !== year;
		year = month?.[1] ?? null;
		const short = month ? (isMajor ? year : label.slice(0, 3)) : label;
		return { label: short, isMajor, fraction: Math.min(1, layout.tops[rowOf(layout, start - 1)] / range) };
	});
}

function useBuckets({ listing, total }) {
	const [buckets, setBuckets] = useState([]);
	const by = KINDS[listing.sort ?? "-created"];
	useEffect(() => {
		const controller = new AbortController();
		setBuckets([]);
		if (by && total !== null) {
			// Without buckets the scrubber still tells positions.
			get("/api/images/buckets", { query: { ...listing, by }, signal: controller.signal })
				.then(({ items }) => setBuckets(items.filter(({ start }) => start !== null)), () => {});
		}
		return () => controller.abort();
	}, [listing, total]);
	return buckets;
}
