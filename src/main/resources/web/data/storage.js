// What the browser remembers. Without storage, as in some private windows, nothing is remembered and all else works.
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

/** Remembers a text. Null forgets it. Returns whether it worked. */
export function remember(name, text) {
	try {
		if (text === null) {
			localStorage.removeItem(PREFIX + name);
		}
		else {
			localStorage.setItem(PREFIX + name, text);
		}
		return true;
	}
	catch {
		return false;
	}
}

/** Returns the names that begin with a text. */
export function recallNames(start) {
	try {
		return Object.keys(localStorage)
			.filter((key) => key.startsWith(PREFIX + start))
			.map((key) => key.slice(PREFIX.length));
	}
	catch {
		return [];
	}
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
