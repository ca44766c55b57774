import { useLayoutEffect, useState } from "../view.js";

/** Creates a value that components follow. */
export function createStore(value) {
	const followers = new Set();
	return {
		get: () => value,
		set(next) {
			const before = value;
			value = typeof next === "function" ? next(value) : next;
			if (value !== before) {
				followers.forEach((follower) => follower(value));
			}
		},
		follow(follower) {
			followers.add(follower);
			return () => followers.delete(follower);
		},
	};
}

/** Returns the value of a store, and draws the component again when it changes. */
export function useStore(store) {
	const [value, setValue] = useState(store.get);
	useLayoutEffect(() => {
		const update = () => setValue(store.get);
		update();
		return store.follow(update);
	}, [store]);
	return value;
}
