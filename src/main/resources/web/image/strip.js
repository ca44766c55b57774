import { html, useRef } from "../view.js";
import { Picture } from "../parts/picture.js";
import { useSize } from "../parts/size.js";
import { smallOf } from "./sources.js";

const TILE = 60;

/** The filmstrip: the neighbours of the current image, which is in the middle. `hrefOf(id)` is the link of an image. */
export function Strip({ items, current, hrefOf, onOpen }) {
	const element = useRef();
	const size = useSize(element);
	const index = items.findIndex((item) => item.image_id === current);
	const half = size ? Math.max(0, Math.floor((size.width / TILE - 1) / 2)) : 0;
	const places = size && index >= 0 ? Array.from({ length: 2 * half + 1 }, (unused, place) => index - half + place) : [];
	return html`
		<ul ref=${element} class="image-strip" aria-label="Filmstrip">
			${places.map((place) => html`
				<${Tile} key=${items[place]?.image_id ?? place} item=${items[place]} isCurrent=${place === index} hrefOf=${hrefOf}
					onOpen=${onOpen} />`)}
		</ul>`;
}

function Tile({ item, isCurrent, hrefOf, onOpen }) {
	if (!item) {
		return html`<li class="image-tile image-tile-empty"></li>`;
	}
	const open = (event) => {
		if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
			event.preventDefault();
			onOpen(item.image_id);
		}
	};
	return html`
		<li class="image-tile" style=${{ backgroundColor: item.colour ?? undefined }}>
			<a href=${hrefOf(item.image_id)} aria-current=${isCurrent ? "true" : undefined} aria-label=${item.filename} title=${item.filename}
				tabindex=${isCurrent ? 0 : -1} onClick=${open}>
				${item.thumbnail_url && html`<${Picture} src=${smallOf(item)} alt="" draggable=${false}
					onError=${(event) => event.target.classList.add("image-unseen")} />`}
			</a>
		</li>`;
}
