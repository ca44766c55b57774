import { useEffect, useRef, useState } from "../view.js";
import { go } from "../data/address.js";
import { useStore } from "../data/store.js";
import { createWalk } from "./walk.js";

/** Browsers refuse to change the address very often, as it would be while an arrow key is held. */
const ADDRESS_MS = 300;

/** Follows a walk: the address names its current image, and Back leads to an earlier one. Returns `[walk, state]`. */
export function useWalk(id, listing, hrefOf, handlers) {
	const current = useRef();
	current.current = handlers;
	const [walk] = useState(() => createWalk(listing, {
		onError: (...failure) => current.current.onError(...failure), say: (text) => current.current.say(text),
	}));
	const state = useStore(walk.state);
	const written = useRef({ id, at: 0 });
	useEffect(() => {
		if (state.id === null || (id !== state.id && id !== written.current.id)) {
			written.current = { id, at: 0 };
			walk.open(id);
		}
	}, [id]);
	useEffect(() => {
		if (state.id === null || state.id === written.current.id) {
			return undefined;
		}
		const write = () => {
			// The user may have gone to another page, which is still being loaded.
			if (location.pathname === `/images/${written.current.id}`) {
				written.current = { id: state.id, at: Date.now() };
				go(hrefOf(state.id), { replace: true });
			}
		};
		const timer = setTimeout(write, Math.max(0, written.current.at + ADDRESS_MS - Date.now()));
		return () => clearTimeout(timer);
	}, [state.id]);
	return [walk, state];
}
