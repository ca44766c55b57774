import { html, useEffect, useState } from "../view.js";

/** Shown where there is nothing yet: how to begin. The children are the ways. */
export function Empty({ title, children }) {
	return html`<div class="state"><h2>${title}</h2>${children}</div>`;
}

/** Shown where a search finds nothing. */
export function NothingFound({ search, onClear }) {
	return html`
		<div class="state">
			<h2>${search ? `Nothing found for “${search}”.` : "Nothing matches."}</h2>
			<button onClick=${onClear}>${search ? "Clear the search" : "Remove the conditions"}</button>
		</div>`;
}

/** Says that something is loading, but not within the first 300 ms. */
export function Loading({ what = "Loading" }) {
	const [isLate, setLate] = useState(false);
	useEffect(() => {
		const timer = setTimeout(() => setLate(true), 300);
		return () => clearTimeout(timer);
	}, []);
	return html`<p class="state state-quiet" role="status">${isLate && `${what} …`}</p>`;
}
