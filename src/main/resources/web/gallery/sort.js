import { html } from "../view.js";
import { changeQuery } from "../data/address.js";

const SORTS = [
	["", "Newest added"], ["created", "Oldest added"], ["-taken", "Newest taken"], ["taken", "Oldest taken"], ["filename", "Name, A to Z"],
	["-filename", "Name, Z to A"], ["path", "Folder"], ["-size", "Largest file"], ["size", "Smallest file"],
	["caption_length", "Shortest caption"], ["-caption_length", "Longest caption"], ["random", "Random"],
];

const newSeed = () => crypto.getRandomValues(new Uint32Array(1))[0].toString(36);

/** The menu of orders. */
export function Sort({ value = "" }) {
	// The seed in the address gives everybody with the link the same order.
	const change = ({ target }) => changeQuery({ sort: target.value, seed: target.value === "random" ? newSeed() : null, at: null });
	return html`
		<select class="gallery-sort" aria-label="Sort" value=${value} onChange=${change}>
			${SORTS.map(([sort, name]) => html`<option key=${sort} value=${sort} selected=${sort === value}>${name}</option>`)}
		</select>`;
}
