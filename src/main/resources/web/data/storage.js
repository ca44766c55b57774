// What the browser remembers. Without storage, as in some private windows, nothing is remembered and all else works.
import { useState } from "../view.js";

const PREFIX = "tintype.";

/** Returns a remembered text, or null. */
export function recall(name) {
	try {
		return localStorage.getItem(PREFIX + name);
	}
	catch {
		return null;
	}
}

/** Remembers a text. Null forgets it. */
export function remember(name, text) {
	try {
		if (text === null) {
			localStorage.removeItem(PREFIX + name);
		}
		else {
			localStorage.setItem(PREFIX + name, text);
		}
	}
	catch {
		// Without storage, the text is forgotten.
	}
}

/** A text of a component that the browser remembers: `[text, setText]`. */
export function useRemembered(name, initial) {
	const [text, setText] = useState(() => recall(name) ?? initial);
	const set = (next) => {
		setText(next);
		remember(name, next);
	};
	return [text, set];
}

/** Returns whether this tab has noted the text before, and notes it. Without storage it returns true. */
export function recallOnce(name, text) {
	try {
		const isKnown = sessionStorage.getItem(PREFIX + name) === text;
		sessionStorage.setItem(PREFIX + name, text);
		return isKnown;
	}
	catch {
		return true;
	}
}
