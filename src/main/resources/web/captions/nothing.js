import { html } from "../view.js";
import { changeQuery } from "../data/address.js";
import { get, withQuery } from "../data/api.js";
import { useLoad } from "../data/load.js";
import { Empty, NothingFound } from "../parts/states.js";

const DONE = {
	unreviewed: "Everything is reviewed.", uncaptioned: "Every image has a caption.",
	differ: "No two models differ where nobody has chosen.", match: "No images.",
};

/** Shown where a review has no picture: the library is empty, nothing matches, or all is done. */
export function Nothing({ name, listing, isEnd, onBack }) {
	const { data } = useLoad((signal) => get("/api/images", { query: { ...listing, per_page: 1 }, signal }), [listing.filter, listing.search]);
	if (!data) {
		return null;
	}
	if (data.total === 0 && !isEnd) {
		return listing.filter || listing.search
			? html`<${NothingFound} search=${listing.search} onClear=${() => changeQuery({ search: null, filter: null })} />`
			: html`<${Empty} title="No images yet"><p>Add pictures in <a href="/">the gallery</a>, then review their captions here.</p><//>`;
	}
	return html`
		<${Empty} title=${isEnd ? "The end of the list." : DONE[name]}>
			<p>
				${isEnd && html`<button onClick=${onBack}>Previous image</button> `}
				<a href=${withQuery("/", listing)}>See the images in the gallery</a>
			</p>
		<//>`;
}
