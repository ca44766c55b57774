import { useLayoutEffect, useMemo, useReducer, useRef } from "../view.js";
import { GAP, layOut, rowAt, rowOf } from "../data/layout.js";

const HIGHEST = 8_000_000;
const FAST = 8;
const STILL_MS = 90;
const PAUSE_MS = 50;
const BEYOND = 0.75;

/**
 * Scrolls a contact sheet within an element: which rows are near the screen, and how fast it moves. A sheet may be higher
 * than a browser can show. Then the element scrolls over less, and positions are scaled.
 */
export function useSheet(scroller, grid, ratios, width, view, target) {
	const layout = useMemo(() => layOut(ratios, Math.max(1, width), target), [ratios, width, target]);
	const [, draw] = useReducer((count) => count + 1, 0);
	const rows = useRef();
	const state = useRef({ y: 0, at: 0, isStill: true, moves: new Set() }).current;
	const height = Math.min(layout.height, HIGHEST);
	const scale = layout.height > HIGHEST ? (layout.height - view) / (HIGHEST - view) : 1;
	const windowOf = (y) => ({
		first: rowAt(layout, y - BEYOND * view),
		last: rowAt(layout, y + view + BEYOND * view),
	});
	const { first, last } = windowOf(state.y);

	const place = () => {
		const offset = scrolled(scroller, grid);
		const top = windowOf(state.y).first;
		if (rows.current) {
			rows.current.style.transform = `translateY(${offset + layout.tops[top] - state.y}px)`;
		}
	};

	useLayoutEffect(() => {
		state.y = Math.max(0, scrolled(scroller, grid)) * scale;
		place();
	});

	useLayoutEffect(() => {
		const box = scroller.current;
		const onScroll = (event) => {
			const y = Math.max(0, scrolled(scroller, grid)) * scale;
			// The first event after a pause says nothing about the time that its step took.
			const speed = Math.abs(y - state.y) / Math.max(1, Math.min(PAUSE_MS, event.timeStamp - state.at));
			const before = windowOf(state.y);
			const wasStill = state.isStill;
			state.y = y;
			state.at = event.timeStamp;
			if (speed >= FAST && !state.isJump) {
				state.isStill = false;
				clearTimeout(state.timer);
				state.timer = setTimeout(() => {
					state.isStill = true;
					draw();
				}, STILL_MS);
			}
			state.isJump = false;
			const now = windowOf(y);
			if (now.first !== before.first || now.last !== before.last || state.isStill !== wasStill) {
				draw();
			}
			else if (scale !== 1) {
				place();
			}
			state.moves.forEach((follow) => follow());
		};
		box.addEventListener("scroll", onScroll, { passive: true });
		return () => {
			box.removeEventListener("scroll", onScroll);
			clearTimeout(state.timer);
		};
	}, [layout, scale, view]);

	const scrollTo = (y) => {
		state.isJump = true;
		const limited = Math.max(0, Math.min(y, layout.height - view + GAP));
		scroller.current.scrollTop = limited === 0 ? 0 : limited / scale + before(scroller, grid);
		state.y = Math.max(0, scrolled(scroller, grid)) * scale;
		draw();
	};
	return {
		layout, height, first, last, rows, view, scrollTo, state, isStill: state.isStill,
		topmost: () => layout.firsts[rowAt(layout, state.y + GAP)] ?? 0,
		/** Scrolls as little as is needed to show a position. */
		reveal(position) {
			const row = rowOf(layout, position);
			const bottom = layout.tops[row + 1];
			if (layout.tops[row] < state.y) {
				scrollTo(layout.tops[row]);
			}
			else if (bottom > state.y + view) {
				scrollTo(bottom - view);
			}
		},
		show: (position, offset = 0) => scrollTo(layout.tops[rowOf(layout, position)] + offset),
	};
}

const before = (scroller, grid) => (grid.current ? grid.current.offsetTop : 0);
const scrolled = (scroller, grid) => scroller.current.scrollTop - before(scroller, grid);
