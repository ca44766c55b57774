// Short messages about what was done, each with Undo if it can be undone.
import { createStore } from "./store.js";
import { clearAlert, fail } from "./alert.js";

/** The messages on screen: `{ id, text, undo }`. */
export const toasts = createStore([]);

/** What Ctrl+Z undoes, the newest last. It outlives the message. */
const done = [];

/** What is being saved. It can be undone soon. */
const pending = new Set();

/** The undos follow each other, because an older change can be undone only after the newer one. */
let undos = Promise.resolve();

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

/** Returns a function like `say` whose message replaces its last one, so that a row of them does not cover the page. */
export function createMessage() {
	let shown = 0;
	return (text, options) => {
		dismiss(shown);
		shown = say(text, options);
	};
}

/** Removes a message. */
export const dismiss = (id) => toasts.set((all) => all.filter((toast) => toast.id !== id));

/** Notes a save that has begun, so that an undo waits for it. Returns the promise. */
export function expectDone(save) {
	pending.add(save);
	return save.finally(() => pending.delete(save));
}

/** Undoes the last thing that can be undone, also one that is still being saved. Returns whether there was one. */
export function undoLast() {
	if (done.length === 0 && pending.size === 0) {
		return false;
	}
	const saves = [...pending];
	undos = undos.then(() => Promise.allSettled(saves)).then(() => undoOne(done.at(-1)?.id));
	return true;
}

function undoNow(id) {
	undos = undos.then(() => undoOne(id));
}

async function undoOne(id) {
	const index = done.findIndex((each) => each.id === id);
	if (index < 0) {
		return;
	}
	const [one] = done.splice(index, 1);
	dismiss(id);
	try {
		await one.undo();
		clearAlert("undo");
		say(`Undone: ${one.text}`);
	}
	catch (error) {
		// What cannot be undone at all must not stand in the way of older changes.
		const canRetry = !error.isFinal && error.status !== 404 && error.status !== 409;
		if (canRetry) {
			done.splice(index, 0, one);
		}
		fail("undo", error, { doing: "undo it", retry: canRetry ? () => undoNow(id) : undefined });
	}
}
