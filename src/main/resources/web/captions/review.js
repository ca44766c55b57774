import { html, useEffect, useMemo, useRef } from "../view.js";
import { changeQuery } from "../data/address.js";
import { withQuery } from "../data/api.js";
import { join } from "../data/filters.js";
import { useKeys } from "../data/keys.js";
import { useStore } from "../data/store.js";
import { number } from "../data/format.js";
import { Chips } from "../parts/chips.js";
import { Picture } from "../parts/picture.js";
import { Loading } from "../parts/states.js";
import { Filmstrip } from "./filmstrip.js";
import { LISTS } from "./lists.js";
import { Nothing } from "./nothing.js";
import { timeFor } from "./pace.js";
import { createReview } from "./review-store.js";
import { Texts } from "./review-texts.js";

/** One picture after the other with the texts of each model, and keys to choose, edit and clear. */
export function Review({ query, models }) {
	const { filter, search, sort } = query;
	const name = LISTS[query.list] ? query.list : "unreviewed";
	const review = useMemo(() => createReview(name, { filter, search, sort }, models), [name, filter, search, sort]);
	const state = useStore(review);
	const text = useRef();
	const item = state.items[state.index];
	useEffect(() => {
		review.start(query.at);
	}, [review]);
	useEffect(() => {
		// Where there is nothing to choose, the user types at once.
		if (name === "uncaptioned" && state.isReady) {
			text.current?.focus({ preventScroll: true });
		}
	}, [review, state.isReady]);
	useEffect(() => {
		if (state.isReady) {
			changeQuery({ at: item?.image.image_id });
		}
	}, [item?.image.image_id, state.isReady]);
	useKeys("review", {
		take: (event) => review.take(Number(event.key)),
		edit: () => text.current?.focus(),
		clear: review.clear,
		next: review.next,
		previous: review.previous,
	});
	useKeys("anywhere", { undo: review.undo });
	return html`
		<div class="captions-bar">
			<${Chips} label="List" items=${Object.entries(LISTS).map(([key, list]) => ({
				key, text: list.name, isOn: key === name, onPress: () => changeQuery({ list: key, at: null }, { replace: false }),
			}))} />
			${search && html`<${Chips} label="Search" items=${[{ key: search, text: `“${search}”`, onRemove: () => changeQuery({ search: null, at: null }) }]} />`}
			<p class="captions-place" role="status">${state.isReady && placeOf(state)}</p>
		</div>
		${state.isFailed ? null : !state.isReady ? html`<${Loading} />`
			: !item ? html`<${Nothing} name=${name} listing=${{ filter, search }} isEnd=${state.items.length > 0} onBack=${review.previous} />`
				: html`<${Shown} review=${review} state=${state} item=${item} text=${text} name=${name}
					link=${{ search, sort, filter: join([filter, LISTS[name].filter]) }} />`}`;
}

function placeOf({ items, index, total }) {
	const item = items[index];
	if (!item) {
		return "";
	}
	const time = timeFor(total - item.position + 1);
	return `${number(item.position)} of ${number(total)}${time ? `, ${time} left` : ""}`;
}

function Shown({ review, state, item, text, name, link }) {
	const { image } = item;
	return html`
		<div class="captions-review">
			<a class="captions-picture" href=${withQuery(`/images/${image.image_id}`, link)}>
				<${Picture} key=${image.image_id} src=${`${image.thumbnail_url}&size=1024`} alt=${image.filename} width=${image.width} height=${image.height} />
			</a>
			<${Texts} review=${review} item=${item} loaded=${state.texts[image.image_id]}
				decision=${state.decided[image.image_id]} conflict=${state.conflict}
				field=${text} staysInText=${name === "uncaptioned"} />
			<${Filmstrip} items=${state.items} index=${state.index} decided=${state.decided} onGo=${review.goTo} />
		</div>`;
}
