import { html, useEffect, useRef, useState } from "../view.js";
import { changeQuery, useTitle } from "../data/address.js";
import { get, withQuery } from "../data/api.js";
import { useKeys } from "../data/keys.js";
import { useLoad } from "../data/load.js";
import { count } from "../data/text.js";
import { Empty, Loading, NothingFound } from "../parts/states.js";

/** The contact sheet of all images that match. */
export default function Gallery({ query }) {
	const { search, filter, sort } = query;
	const listing = { search, filter, sort };
	const { data, loading } = useLoad((signal) => get("/api/images", { query: { ...listing, per_page: 100 }, signal }),
		[search, filter, sort], "load the images");
	useTitle(search ? `“${search}”` : "Gallery");
	return html`
		<h1 class="unseen">Gallery</h1>
		<div class="gallery-tools">
			<${Search} value=${search ?? ""} />
			<p class="gallery-count" role="status">${data && count(data.total, "image")}</p>
		</div>
		${data ? html`<${Sheet} items=${data.items} listing=${listing} />` : loading && html`<${Loading} />`}`;
}

function Search({ value }) {
	const [text, setText] = useState(value);
	const field = useRef();
	const timer = useRef();
	useEffect(() => setText(value), [value]);
	useKeys("anywhere", { search: () => field.current.select() ?? field.current.focus() });
	const type = (event) => {
		setText(event.target.value);
		clearTimeout(timer.current);
		timer.current = setTimeout(changeQuery, 120, { search: event.target.value.trim() });
	};
	return html`
		<input ref=${field} class="gallery-search" type="search" aria-label="Search" placeholder="Search names and captions"
			value=${text} onInput=${type} />`;
}

function Sheet({ items, listing }) {
	if (items.length === 0) {
		return listing.search || listing.filter
			? html`<${NothingFound} search=${listing.search} onClear=${() => changeQuery({ search: null, filter: null })} />`
			: html`<${Empty} title="No pictures yet"><p>Upload files or register a folder through the API.</p><//>`;
	}
	return html`
		<ul class="gallery-sheet">
			${items.map((image) => html`<${Picture} key=${image.image_id} image=${image} listing=${listing} />`)}
		</ul>`;
}

function Picture({ image, listing }) {
	const ratio = image.width && image.height ? image.width / image.height : 1;
	const size = { flexGrow: ratio, flexBasis: `${ratio * 180}px`, aspectRatio: ratio };
	return html`
		<li class="gallery-cell" style=${size}>
			<a href=${withQuery(`/images/${image.image_id}`, listing)}>
				${image.thumbnail_url && html`<img src=${`${image.thumbnail_url}&size=512`} alt="" loading="lazy" />`}
				<span class="gallery-caption">${image.caption ?? image.filename}</span>
			</a>
		</li>`;
}
