// Short messages about what was done, each with Undo if it can be undone.
import { createStore } from "./store.js";
import { fail } from "./alert.js";

/** The messages on screen: `{ id, text, undo }`. */
export const toasts = createStore([]);

/** What Ctrl+Z undoes, the newest last. It outlives the message. */
const done = [];

let last = 0;

/** Says that something was done. `undo` is an async function that takes it back. Returns the id of the message. */
export function say(text, { undo } = {}) {
	const id = ++last;
	if (undo) {
		done.push({ id, text, undo });
	}
	toasts.set((all) => [...all.slice(-2), { id, text, undo: undo && (() => undoNow(id)) }]);
	return id;
}

/** Removes a message. */
export const dismiss = (id) => toasts.set((all) => all.filter((toast) => toast.id !== id));

/** Undoes the last thing that can be undone. Returns whether there was one. */
export function undoLast() {
	const newest = done.at(-1);
	if (newest) {
		undoNow(newest.id);
	}
	return Boolean(newest);
}

async function undoNow(id) {
	const index = done.findIndex((each) => each.id === id);
	if (index < 0) {
		return;
	}
	const [{ text, undo }] = done.splice(index, 1);
	dismiss(id);
	try {
		await undo();
		say(`Undone: ${text}`);
	}
	catch (error) {
		fail("undo", error, { doing: "undo it" });
	}
}
