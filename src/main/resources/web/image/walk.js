// The walk through the list that the user came from: a stretch of it around the current image, which grows at both ends.
// An image that leaves the list, because it gets a caption, stays in the stretch.
import { get } from "../data/api.js";
import { nextUncaptionedId, positionOf } from "../data/position.js";
import { createStore } from "../data/store.js";
import { after, before, grown, shrunk } from "./stretch.js";

/** The stretch grows when fewer images than this are left beyond the current one. */
const AHEAD = 20;
const NOWHERE = { id: null, items: [], first: null, total: null, isStart: false, isEnd: false, cursor: null };

/**
 * Creates a walk. `state` is a store of `{ id, items, first, total, isStart, isEnd }`: `first` is the position of
 * `items[0]`, null while it is unknown or if the image is not in the list. `onError(error, id)` is called if an image
 * cannot be loaded, and `say(text)` at the ends of the list. `untilOpen()` waits for the images around the current one.
 */
export function createWalk(listing, { onError, say }) {
	const state = createStore(NOWHERE);
	let isGrowing = false;
	// Counts the stretches, so that a late response is not added to another one.
	let turn = 0;
	// Steps beyond the stretch, taken in order when it has grown.
	let steps = 0;
	let opening;

	const indexOf = (id = state.get().id) => state.get().items.findIndex((item) => item.image_id === id);
	/** Goes to an image, wherever it is in the list. */
	const open = (id) => (opening = load(id));
	async function load(id) {
		steps = 0;
		if (indexOf(id) >= 0) {
			return settle(id);
		}
		const mine = ++turn;
		state.set({ ...NOWHERE, id });
		const isCurrent = () => mine === turn;
		try {
			const around = positionOf(listing, id);
			around.catch(() => {});
			const image = await get(`/api/images/${id}`);
			if (isCurrent()) {
				state.set((now) => ({ ...now, items: [image] }));
			}
			const { position, total } = await around;
			if (isCurrent()) {
				const isAlone = position === null || total === 1;
				steps = isAlone ? 0 : steps;
				state.set((now) => ({ ...now, first: position, total, isStart: isAlone, isEnd: isAlone }));
				await grow();
			}
		}
		catch (error) {
			if (isCurrent()) {
				onError(error, id);
			}
		}
	}

	function settle(id) {
		state.set((now) => ({ ...now, id }));
		return grow();
	}

	/** Goes some images further, or back. Steps that come while the list is loaded are taken afterwards. */
	function step(count) {
		const { items, isStart, isEnd } = state.get();
		const target = indexOf() + steps + count;
		if (items[target] && steps === 0) {
			settle(items[target].image_id);
		}
		else if (count > 0 ? !isEnd : !isStart) {
			steps += count;
			grow();
		}
		else {
			say(count > 0 ? "This is the last image." : "This is the first image.");
		}
	}

	async function grow() {
		const { items, first, isStart, isEnd } = state.get();
		const index = indexOf();
		if (isGrowing || first === null || index < 0) {
			return;
		}
		const isForward = !isEnd && items.length - 1 - index - steps < AHEAD;
		const isBackward = !isStart && index + steps < AHEAD;
		if (!isForward && !isBackward) {
			return;
		}
		const mine = turn;
		const isAfter = isForward && (steps >= 0 || !isBackward);
		isGrowing = true;
		try {
			const more = await (isAfter ? after : before)(listing, state.get());
			if (mine === turn) {
				state.set((now) => grown(now, isAfter, more));
			}
		}
		catch (error) {
			steps = 0;
			onError(error, null);
			return;
		}
		finally {
			isGrowing = false;
		}
		takeSteps();
		await grow();
	}

	function takeSteps() {
		const { items, isStart, isEnd } = state.get();
		const target = indexOf() + steps;
		const isBound = steps > 0 ? isEnd : isStart;
		const reached = isBound ? Math.max(0, Math.min(items.length - 1, target)) : target;
		if (steps !== 0 && items[reached]) {
			steps = 0;
			state.set((now) => ({ ...now, id: items[reached].image_id }));
		}
	}

	/** Shows an image as it is now. */
	const update = (image) => state.set((now) => ({
		...now, items: now.items.map((item) => (item.image_id === image.image_id ? { ...item, ...image } : item)),
	}));

	/** Takes an image out, because it was deleted. The neighbour becomes current. Returns whether there is one. */
	function leave(id) {
		const hasNeighbour = state.get().items.length > 1;
		state.set((now) => shrunk(now, id));
		grow();
		return hasNeighbour;
	}

	/** Goes to the next image without a caption: in the stretch, otherwise anywhere after it in the list. */
	async function jump() {
		const { items, id } = state.get();
		const near = items.slice(indexOf() + 1).find((item) => !item.caption);
		const next = near?.image_id ?? await nextUncaptionedId(listing, id).catch((error) => onError(error, null));
		if (next) {
			await open(next);
		}
		else if (next === null) {
			say("Every image of the list has a caption.");
		}
	}

	return { state, open, step, untilOpen: () => opening, update, leave, jump };
}
