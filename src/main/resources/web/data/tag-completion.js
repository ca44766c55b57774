// Completion of the tag before the caret, from the tags that captions of the data set have.
import { useEffect, useState } from "../view.js";
import { get } from "./api.js";

const WAIT_MS = 120;
const SHORTEST = 2;
const LONGEST = 60;
const SHOWN = 8;

/** Returns the tag that ends at the caret, `{ start, end, word }`, or null if it is too short or too long. */
export function wordAt(text, caret) {
	const before = text.slice(0, caret);
	const start = Math.max(before.lastIndexOf(","), before.lastIndexOf("\n")) + 1;
	const word = before.slice(start).trimStart();
	const isAtEnd = /^\s*($|[,\n])/.test(text.slice(caret));
	return isAtEnd && word.trim().length >= SHORTEST && word.length <= LONGEST
		? { start: caret - word.length, end: caret, word: word.trimEnd() } : null;
}

/** Returns the text and the caret after a tag has replaced the word before the caret. */
export function complete(text, { start, end }, tag) {
	return { text: text.slice(0, start) + tag + text.slice(end), caret: start + tag.length };
}

/** Returns the tags that contain a word, the most frequent first: `[{ tag, count }]`. Without a word there are none. */
export function useTags(word) {
	const [found, setFound] = useState({ word: null, tags: [] });
	useEffect(() => {
		if (!word) {
			return undefined;
		}
		const controller = new AbortController();
		const timer = setTimeout(() => load(word, controller.signal).then((tags) => setFound({ word, tags }), () => {}), WAIT_MS);
		return () => {
			clearTimeout(timer);
			controller.abort();
		};
	}, [word]);
	return word && found.word === word ? found.tags : [];
}

// A completion is a help: without it the user types on, so an error is not shown.
async function load(word, signal) {
	const { items } = await get("/api/captions/tags", { query: { contains: word, limit: SHOWN + 1 }, signal });
	return items.filter(({ tag }) => tag !== word && tag.length <= LONGEST).slice(0, SHOWN);
}
