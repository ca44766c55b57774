// The one table of keys. The handlers and the dialog "Keyboard" both come from it, so that the help is always right.
import { useLayoutEffect, useRef } from "../view.js";
import { createStore } from "./store.js";
import { recall, remember } from "./storage.js";

/** The places in the order of the dialog. */
export const PLACES = { anywhere: "Anywhere", grid: "Gallery", picture: "Image", text: "Text", review: "Review" };

/** Rows: place, action, keys, meaning. `g c` is G, then C. The keys of one row do the same. */
export const KEYS = [
	["anywhere", "search", "/", "Search"],
	["anywhere", "help", "?", "Show or hide this help"],
	["anywhere", "gallery", "g g", "Go to the gallery"],
	["anywhere", "captions", "g c", "Go to the captions"],
	["anywhere", "escape", "Escape", "Close, clear, or go back"],
	["anywhere", "undo", "Ctrl+z", "Undo"],
	["grid", "left", "ArrowLeft", "Previous image"],
	["grid", "right", "ArrowRight", "Next image"],
	["grid", "up", "ArrowUp", "Image above"],
	["grid", "down", "ArrowDown", "Image below"],
	["grid", "extendLeft", "Shift+ArrowLeft", "Extend the selection to the left"],
	["grid", "extendRight", "Shift+ArrowRight", "Extend the selection to the right"],
	["grid", "extendUp", "Shift+ArrowUp", "Extend the selection upward"],
	["grid", "extendDown", "Shift+ArrowDown", "Extend the selection downward"],
	["grid", "first", "Home", "First image"],
	["grid", "last", "End", "Last image"],
	["grid", "pageUp", "PageUp", "One screen up"],
	["grid", "pageDown", "PageDown", "One screen down"],
	["grid", "open", "Enter", "Open the image"],
	["grid", "toggle", "Space", "Select the image"],
	["grid", "range", "Shift+Space", "Select all images up to here"],
	["grid", "all", "Ctrl+a", "Select all that match"],
	["grid", "edit", "e", "Write the caption"],
	["grid", "uncaptioned", "u", "Next image without a caption"],
	["grid", "repeat", ".", "Repeat the last edit"],
	["grid", "remove", "Delete", "Delete the selected images, or this one"],
	["grid", "smaller", "-", "Smaller pictures"],
	["grid", "larger", "+ =", "Larger pictures"],
	["picture", "previous", "ArrowLeft", "Previous image"],
	["picture", "next", "ArrowRight", "Next image"],
	["picture", "zoom", "z", "Fit to the window, or actual pixels"],
	["picture", "fullScreen", "f", "Full screen"],
	["picture", "background", "b", "Background black, grey, white"],
	["picture", "facts", "i", "Show or hide the facts"],
	["picture", "edit", "e", "Write the caption"],
	["picture", "rate", "0 1 2 3 4 5", "Rate, if it is a photo of the library"],
	["picture", "uncaptioned", "u", "Next image without a caption"],
	["picture", "remove", "Delete", "Delete the image"],
	["picture", "zoomIn", "+ =", "Zoom in"],
	["picture", "zoomOut", "-", "Zoom out"],
	["picture", "pan", "Shift+ArrowLeft Shift+ArrowRight Shift+ArrowUp Shift+ArrowDown", "Move the zoomed picture"],
	["text", "saveNext", "Ctrl+Enter", "Save, and go to the next image"],
	["text", "saveAbove", "Alt+ArrowUp", "Save, and go to the previous image"],
	["text", "saveBelow", "Alt+ArrowDown", "Save, and go to the next image"],
	["text", "accept", "Tab", "Accept the completion"],
	["text", "choose", "ArrowUp ArrowDown", "Choose another completion"],
	["text", "undo", "Ctrl+z", "Undo the typing, then the last save"],
	["text", "leave", "Escape", "Leave the text; the draft stays"],
	["review", "take", "1 2 3 4 5 6 7 8 9", "Take that text"],
	["review", "edit", "e", "Edit the text"],
	["review", "clear", "x", "Clear the caption"],
	["review", "next", "j", "Next image"],
	["review", "previous", "k", "Previous image"],
].map(([place, action, keys, meaning]) => ({ place, action, keys: split(keys), meaning }));

function split(keys) {
	return /^g ./.test(keys) ? [keys] : keys.split(" ");
}

/** Whether keys of a single letter work. The user can switch them off (WCAG 2.1.4). */
export const letters = createStore(recall("letters") !== "off");
letters.follow((isOn) => remember("letters", isOn ? null : "off"));

/** What listens at the moment, the newest last. */
const listeners = [];

/**
 * Handles the keys of a place while the component is shown. `handlers` maps actions of the table to functions of the
 * event; one that returns false leaves the key to others. `within` is the ref of an element. With it, keys that controls
 * use themselves, such as Enter and the arrows, count only inside that element, or where nothing has the focus.
 */
export function useKeys(place, handlers, { within } = {}) {
	const current = useRef(handlers);
	current.current = handlers;
	// What can be seen can be used: no key is lost between the drawing and the listening.
	useLayoutEffect(() => {
		Object.keys(handlers).forEach((action) => rowOf(place, action));
		const listener = { place, within, handlers: () => current.current };
		listeners.push(listener);
		return () => listeners.splice(listeners.indexOf(listener), 1);
	}, [place, within]);
}

function rowOf(place, action) {
	const row = KEYS.find((each) => each.place === place && each.action === action);
	if (!row) {
		throw new Error(`The table of keys has no row for ${action} of ${place}`);
	}
	return row;
}

/** The listeners, the newest first. */
export const newestFirst = () => [...listeners].reverse();
