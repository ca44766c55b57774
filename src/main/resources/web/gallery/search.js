import { html, useEffect, useRef, useState } from "../view.js";
import { changeQuery } from "../data/address.js";
import { clearSelection, selectedCount, selection } from "../data/selection.js";
import { useKeys } from "../data/keys.js";
import { focusPictures } from "./focus.js";

const WAIT_MS = 120;

/** The field that searches as the user types. Escape empties it. */
export function Search({ value }) {
	const [text, setText] = useState(value);
	const field = useRef();
	const timer = useRef();
	const sent = useRef(value);
	// Back changes the address, and so the text. What the user has typed since is not replaced.
	useEffect(() => {
		if (value !== sent.current) {
			sent.current = value;
			setText(value);
		}
	}, [value]);
	useEffect(() => () => clearTimeout(timer.current), []);
	const search = (next) => {
		sent.current = next.trim();
		changeQuery({ search: sent.current, at: null });
	};
	const type = (event) => {
		setText(event.target.value);
		clearTimeout(timer.current);
		timer.current = setTimeout(search, WAIT_MS, event.target.value);
	};
	// Enter leads to what was typed, also when the search has not begun yet.
	const enter = (event) => {
		if (event.key === "Enter" && !event.isComposing) {
			clearTimeout(timer.current);
			if (event.target.value.trim() !== sent.current) {
				search(event.target.value);
			}
			focusPictures();
		}
	};
	const clear = () => {
		clearTimeout(timer.current);
		setText("");
		search("");
	};
	useKeys("anywhere", {
		search: () => {
			field.current.select();
			field.current.focus();
		},
		escape: () => {
			const isOutside = document.activeElement !== field.current;
			if (isOutside && selectedCount(selection.get()) > 0) {
				clearSelection();
			}
			else if (text !== "") {
				clear();
			}
			else if (!isOutside) {
				field.current.blur();
			}
			else {
				return false;
			}
			return true;
		},
	});
	return html`
		<input ref=${field} class="gallery-search" type="search" aria-label="Search" placeholder="Search names and captions"
			onKeyDown=${enter}
			maxlength="500" autocomplete="off" spellcheck=${false} value=${text} onInput=${type} />`;
}
