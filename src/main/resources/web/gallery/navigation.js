import { useEffect, useLayoutEffect, useRef, useState } from "../view.js";
import { changeQuery } from "../data/address.js";
import { rowAt } from "../data/layout.js";
import { nameOf } from "../data/outline.js";
import { imageAt, want } from "../data/pages.js";
import { findPosition, notePlace, placeOf } from "./place.js";

const AT_MS = 1_000;

/**
 * Which picture is current, and where the sheet is: it starts where the address says, loads the pages near the screen,
 * and writes the topmost picture into the address. Positions count from 0.
 */
export function useNavigation({ shown, isCurrent, sheet, query, how }) {
	const { listing, total } = shown;
	const { layout, state, view } = sheet;
	const name = nameOf(listing);
	const noted = useRef(placeOf(listing, query.at));
	const [current, setCurrent] = useState(noted.current?.current ?? 0);
	const wantsFocus = useRef(how === "back" && Boolean(noted.current));
	const goal = useRef(noted.current ?? { at: query.at });
	const latestSheet = useRef();
	latestSheet.current = sheet;
	const anchor = useRef({ name, layout: null });
	const last = Math.max(0, layout.total - 1);
	const position = Math.min(current, last);

	// After another width, row height or total the same picture is topmost. Another list begins at its top.
	useLayoutEffect(() => {
		if (layout.width <= 1 || view === 0) {
			return;
		}
		const before = anchor.current;
		if (goal.current?.top !== undefined && goal.current.top < layout.total) {
			sheet.show(goal.current.top, goal.current.offset);
			goal.current = null;
		}
		else if (before.name !== name) {
			setCurrent(0);
			sheet.scrollTo(0);
		}
		else if (before.layout && before.layout !== layout && before.layout.width > 1 && before.top > 0) {
			sheet.show(Math.min(before.top, last));
			if (wantsFocus.current) {
				sheet.reveal(position);
			}
		}
		anchor.current = { name, layout, top: sheet.topmost() };
	}, [layout, view > 0, name]);

	const shownAt = useRef();
	shownAt.current = (found) => {
		if (found !== null && found < layout.total) {
			// From the image the user returns to its picture, not to the heading.
			wantsFocus.current ||= how !== "load" && document.activeElement.matches("body, main, h1");
			setCurrent(found);
			sheet.show(found);
		}
	};
	useEffect(() => {
		const controller = new AbortController();
		if (goal.current?.at && goal.current.top === undefined && total !== null) {
			const { at } = goal.current;
			goal.current = null;
			findPosition(listing, at, controller.signal).then((found) => shownAt.current(found), () => {});
		}
		return () => controller.abort();
	}, [total !== null]);

	// After images were added or deleted, the current picture stays current, and the topmost one stays in its place.
	const id = useRef();
	const ids = useRef({ total });
	id.current = imageAt(listing, position)?.image_id;
	useEffect(() => {
		const before = ids.current;
		ids.current = { name, total };
		const controller = new AbortController();
		if (before.name === name && before.total !== null && before.total !== total && before.current) {
			const find = (each, use) => each && findPosition(listing, each, controller.signal)
				.then((found) => found !== null && found < layout.total && use(found), () => {});
			find(before.current, setCurrent);
			find(before.top, (found) => latestSheet.current.show(found));
		}
		return () => controller.abort();
	}, [name, total]);
	useEffect(() => {
		if (ids.current.name === name && ids.current.total === total) {
			Object.assign(ids.current, { current: id.current, top: state.y > 0 ? imageAt(listing, sheet.topmost())?.image_id : null });
		}
	});

	const { first, last: lastRow } = sheet;
	useEffect(() => want(listing, layout.firsts[first] ?? 0, Math.max(0, (layout.firsts[lastRow + 1] ?? layout.total) - 1)));

	const note = () => {
		const top = sheet.topmost();
		const at = state.y > 0 ? imageAt(listing, top)?.image_id : null;
		anchor.current.top = top;
		if (at !== undefined && isCurrent) {
			const offset = state.y - layout.tops[rowAt(layout, state.y)];
			notePlace(listing, { at, top, offset, current: position });
			changeQuery({ at });
		}
	};
	const latest = useRef();
	latest.current = note;
	const timer = useRef();
	useEffect(() => {
		const follow = () => {
			anchor.current.top = latestSheet.current.topmost();
			timer.current ??= setTimeout(() => {
				timer.current = undefined;
				latest.current();
			}, AT_MS);
		};
		state.moves.add(follow);
		return () => {
			state.moves.delete(follow);
			clearTimeout(timer.current);
		};
	}, []);

	return {
		current: position, wantsFocus, note,
		moveTo(next) {
			wantsFocus.current = true;
			const to = Math.max(0, Math.min(next, last));
			setCurrent(to);
			sheet.reveal(to);
		},
		onFocusIn(event) {
			wantsFocus.current = true;
			const at = event.target.dataset.position;
			if (at !== undefined) {
				setCurrent(Number(at));
			}
		},
		onFocusOut(event) {
			wantsFocus.current = event.relatedTarget === null || event.currentTarget.contains(event.relatedTarget);
		},
	};
}
