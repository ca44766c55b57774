// The address holds everything that a page shows, so that Back, a bookmark and a shared link lead to the same.
import { useLayoutEffect } from "../view.js";
import { createStore, useStore } from "./store.js";

const SERVICE = "Tintype";

/** `{ path, query, how }`: the query is an object, and `how` is load, go, back or replace. */
const address = createStore(read("load"));

function read(how) {
	return { path: location.pathname, query: Object.fromEntries(new URLSearchParams(location.search)), how };
}

export const useAddress = () => useStore(address);

/** Decodes a part of a path. A malformed one names nothing, and is returned so that it can be part of a path. */
export function decoded(part) {
	try {
		return decodeURIComponent(part);
	}
	catch {
		return encodeURIComponent(part);
	}
}

/** Goes to another address of these pages, without loading the document again. */
export function go(url, { replace = false } = {}) {
	if (replace) {
		history.replaceState(null, "", url);
	}
	else {
		history.pushState(null, "", url);
	}
	address.set(read(replace ? "replace" : "go"));
}

/** Changes parameters of the current address. Null or an empty text removes one. By default no step of Back is added. */
export function changeQuery(changes, { replace = true } = {}) {
	const query = new URLSearchParams(location.search);
	Object.entries(changes).forEach(([name, value]) => {
		if (value === null || value === undefined || value === "") {
			query.delete(name);
		}
		else {
			query.set(name, value);
		}
	});
	const text = query.toString();
	if (text !== new URLSearchParams(location.search).toString()) {
		go(location.pathname + (text ? `?${text}` : ""), { replace });
	}
}

/** Sets the title of the document while a page is shown. */
export function useTitle(title) {
	useLayoutEffect(() => {
		document.title = title ? `${title} · ${SERVICE}` : SERVICE;
	}, [title]);
}

addEventListener("popstate", () => address.set(read("back")));
