import { useEffect, useRef } from "../view.js";
import { changeQuery, go } from "../data/address.js";
import { withQuery } from "../data/api.js";
import { KEYS, useKeys } from "../data/keys.js";
import { HEIGHTS, neighbour, rowAt } from "../data/layout.js";
import { nameOf } from "../data/outline.js";
import { imageAt } from "../data/pages.js";
import { selectAll, selection, toggle } from "../data/selection.js";
import { ifMayWrite } from "../data/session.js";
import { repeatEdit } from "./last-edit.js";
import { selectRange } from "./range.js";

const CORNER = 40;

/** Actions whose keys were pressed before there was a grid. */
const early = [];

/** Notes the keys of the grid until it is shown. */
export function useEarlyKeys(isWaiting) {
	const note = (action) => () => (isWaiting ? early.push(action) > 0 : false);
	useKeys("grid", Object.fromEntries(KEYS.filter(({ place }) => place === "grid").map(({ action }) => [action, note(action)])));
}

/**
 * The keys and clicks of the grid. A key that needs an image or a list that is still loading waits for it, and so do the
 * keys after it.
 */
export function useGridKeys({ shown, isCurrent, sheet, navigation, element, target, setDialog }) {
	const { listing } = shown;
	const { layout, view } = sheet;
	const queue = useRef([]);
	const start = useRef(null);
	const live = useRef();
	live.current = { shown, isCurrent, listing, layout, navigation };

	const drain = () => {
		const waiting = queue.current;
		while (waiting.length > 0 && live.current.isCurrent && waiting[0]() !== false) {
			waiting.shift();
		}
	};
	useEffect(drain);
	// Several keys may come before the next drawing: they must see where the one before has led.
	const here = useRef(navigation.current);
	// Keys that waited for another list begin at its first picture.
	const name = nameOf(listing);
	const hereName = useRef(name);
	here.current = hereName.current === name ? navigation.current : 0;
	hereName.current = name;
	const key = (action) => () => {
		queue.current.push(() => action(here.current, imageAt(live.current.listing, here.current)));
		drain();
	};
	const move = (to) => {
		here.current = Math.max(0, Math.min(to, live.current.layout.total - 1));
		live.current.navigation.moveTo(here.current);
	};
	const moving = (next) => key((from) => {
		start.current = null;
		move(next(from, live.current.layout));
	});
	const extend = (next) => key((from) => {
		const to = next(from, live.current.layout);
		start.current ??= from;
		move(to);
		selectRange(live.current.listing, from, here.current);
	});
	const needsImage = (action) => key((position, image) => (image ? (action(image, position), true) : false));
	const density = (step) => () => {
		const next = HEIGHTS[Math.max(0, Math.min(HEIGHTS.length - 1, HEIGHTS.indexOf(target) + step))];
		changeQuery({ density: next === HEIGHTS[1] ? null : next });
	};
	const left = (from) => from - 1;
	const right = (from) => from + 1;
	const rows = (number) => (from, now) => neighbour(now, from, number);
	const screen = Math.max(1, rowAt(layout, sheet.state.y + view) - rowAt(layout, sheet.state.y) - 1);

	const actions = {
		left: moving(left), right: moving(right), up: moving(rows(-1)), down: moving(rows(1)),
		extendLeft: extend(left), extendRight: extend(right), extendUp: extend(rows(-1)), extendDown: extend(rows(1)),
		first: moving(() => 0), last: moving((from, now) => now.total - 1),
		pageUp: moving(rows(-screen)), pageDown: moving(rows(screen)),
		open: needsImage((image) => {
			live.current.navigation.note();
			go(withQuery(`/images/${image.image_id}`, live.current.listing));
		}),
		toggle: needsImage((image, position) => {
			start.current = position;
			toggle(image.image_id);
		}),
		range: key((position) => selectRange(live.current.listing, start.current ?? position, position)),
		all: key(() => (live.current.shown.total === null ? false : selectAll(live.current.listing, live.current.shown.total))),
		edit: needsImage(ifMayWrite((image, position) => setDialog({ name: "caption", position }))),
		uncaptioned: needsImage(ifMayWrite((image, position) => setDialog({ name: "caption", position, isOfUncaptioned: true, isSought: true }))),
		repeat: needsImage(ifMayWrite(repeatEdit)),
		remove: needsImage(ifMayWrite((image) => setDialog({ name: "remove", image }))),
		smaller: density(-1), larger: density(1),
	};
	useKeys("grid", actions, { within: element });
	useEffect(() => early.splice(0).forEach((action) => actions[action]?.()), []);

	// A click into the corner selects, and so does any click once something is selected.
	const onCell = (event) => {
		const link = event.target.closest("a[data-position]");
		if (!link) {
			return;
		}
		const position = Number(link.dataset.position);
		const image = imageAt(listing, position);
		const box = link.getBoundingClientRect();
		const isCorner = event.clientX > 0 && event.clientX - box.left < CORNER && event.clientY - box.top < CORNER;
		const isSelecting = isCorner || event.shiftKey || selection.get().all !== null || selection.get().ids.size > 0;
		if (event.ctrlKey || event.metaKey || event.button !== 0 || !isSelecting) {
			navigation.note();
			return;
		}
		event.preventDefault();
		if (event.shiftKey) {
			selectRange(listing, start.current ?? position, position);
		}
		else if (image) {
			start.current = position;
			toggle(image.image_id);
		}
		navigation.moveTo(position);
	};
	return { onCell };
}
