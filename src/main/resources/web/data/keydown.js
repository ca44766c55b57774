import { KEYS, letters, newestFirst } from "./keys.js";

let prefix = "";

/** Names the key of an event as the table does: Ctrl+z, Shift+Space, e, ?. */
function nameOf(event) {
	let key = event.key === " " ? "Space" : event.key;
	if (key.length === 1 && /[^\x20-\x7e]/.test(key) && /^Key[A-Z]$/.test(event.code)) {
		// On a keyboard of another script, a letter is where it is on a Latin one.
		key = event.code.slice("Key".length);
	}
	if (key.length === 1) {
		key = key.toLowerCase();
	}
	const isShifted = event.shiftKey && key.length > 1;
	return (event.ctrlKey || event.metaKey ? "Ctrl+" : "") + (event.altKey ? "Alt+" : "") + (isShifted ? "Shift+" : "")
		+ key;
}

/** Finds and calls the handler of a key. */
export function handleKey(event) {
	if (event.defaultPrevented || event.isComposing || ["Control", "Shift", "Alt", "Meta"].includes(event.key)) {
		return;
	}
	const name = prefix + nameOf(event);
	prefix = "";
	for (const listener of newestFirst()) {
		for (const row of KEYS) {
			const handler = row.place === listener.place && row.keys.includes(name)
				&& listener.handlers()[row.action];
			if (handler && counts(event, name, listener) && handler(event) !== false) {
				event.preventDefault();
				return;
			}
		}
	}
	if (name === "g" && letters.get() && !isTyping(event.target)) {
		prefix = "g ";
	}
}

function counts(event, name, listener) {
	const open = document.querySelector("dialog[open]");
	const element = listener.within?.current;
	if (open && !open.contains(element ?? null)) {
		return false;
	}
	if (isTyping(event.target)) {
		return listener.place === "text" ? !element || element.contains(event.target) : name === "Escape";
	}
	if (listener.place === "text") {
		return false;
	}
	const isLetter = name.replace("g ", "").length === 1;
	return isLetter ? letters.get() : isFree(event.target, name, element);
}

function isTyping(target) {
	return target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=button])");
}

// Enter on a button presses that button, and the arrows move a slider.
function isFree(target, name, element) {
	const isOfControls = /Enter|Space|Arrow|Home|End|Page|Delete/.test(name);
	// After a step to a page its heading has the focus, which uses no keys.
	return !isOfControls || target.matches("body, main, h1") || (element ? element.contains(target)
		: !target.matches("a, button, input, summary, [role=slider], [role=option], [role=tab]"));
}
