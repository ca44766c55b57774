import { html, useCallback, useMemo, useRef, useState } from "../view.js";
import { changeQuery, useTitle } from "../data/address.js";
import { withQuery } from "../data/api.js";
import { HEIGHTS } from "../data/layout.js";
import { imageAt, pageChanges } from "../data/pages.js";
import { isSelected, selection } from "../data/selection.js";
import { useMayWrite } from "../data/session.js";
import { useStore } from "../data/store.js";
import { count } from "../data/format.js";
import { Grid, useGridFocus } from "../parts/grid.js";
import { useSheet } from "../parts/sheet.js";
import { useSize } from "../parts/size.js";
import { Loading, NothingFound } from "../parts/states.js";
import { Add } from "./add.js";
import { Begin } from "./begin.js";
import { Conditions } from "./conditions.js";
import { useEarlyKeys, useGridKeys } from "./grid-keys.js";
import { useList } from "./list.js";
import { useNavigation } from "./navigation.js";
import { Search } from "./search.js";
import { Selected } from "./selected.js";
import { Sort } from "./sort.js";
import { Timeline } from "./timeline.js";
import { Uploads } from "./uploads.js";

const NO_SIZE = { width: 0, height: 0 };

/** The contact sheet of all images that match. */
export default function Gallery({ query, how }) {
	const { shown, isCurrent, problem } = useList(query);
	useTitle(query.search ? `“${query.search}”` : "Gallery");
	useEarlyKeys(!shown);
	const mayWrite = useMayWrite();
	const isBare = !query.search && !query.filter;
	const isEmpty = shown?.ratios.length === 0;
	return html`
		<h1 class="unseen">Gallery</h1>
		<div class="gallery-tools">
			<${Search} value=${query.search ?? ""} />
			<${Conditions} query=${query} problem=${problem} isLoaded=${isCurrent && shown?.total != null} />
			${mayWrite && !(isEmpty && isBare) && html`<${Add} />`}
			<${Sort} value=${query.sort} />
			<p class="gallery-count" role="status">${shown?.total != null && isCurrent && count(shown.total, "image")}</p>
		</div>
		${!shown ? !problem && html`<${Loading} />`
			: isEmpty ? (isBare ? html`<${Begin} />` : html`<${NothingFound} search=${query.search} onClear=${clear} />`)
				: html`<${Sheet} shown=${shown} isCurrent=${isCurrent} query=${query} how=${how} />`}
		<${Uploads} />`;
}

function clear() {
	changeQuery({ search: null, filter: null, at: null });
	document.querySelector(".gallery-search").focus();
}

function Sheet({ shown, isCurrent, query, how }) {
	const scroller = useRef();
	const element = useRef();
	const { width, height } = useSize(scroller) ?? NO_SIZE;
	const target = HEIGHTS.includes(Number(query.density)) ? Number(query.density) : HEIGHTS[1];
	const sheet = useSheet(scroller, element, shown.ratios, width, height, target);
	const { listing } = shown;
	const chosen = useStore(selection);
	const changes = useStore(pageChanges);
	const navigation = useNavigation({ shown, isCurrent, sheet, query, how });
	const { current, wantsFocus } = navigation;
	const hrefOf = useCallback((image) => withQuery(`/images/${image.image_id}`, listing), [listing]);
	const at = useCallback((position) => imageAt(listing, position), [listing]);
	const isChosen = useCallback((id) => isSelected(chosen, id, listing), [chosen, listing]);
	const version = useMemo(() => ({}), [listing, changes, chosen]);
	const [dialog, setDialog] = useState(null);
	const keys = useGridKeys({ shown, isCurrent, sheet, navigation, element, target, setDialog });
	useGridFocus(element, current, wantsFocus);
	return html`
		<div class="gallery-body">
			<div class="gallery-scroller" ref=${scroller} onFocusIn=${navigation.onFocusIn} onFocusOut=${navigation.onFocusOut}>
				${width > 0 && html`
					<${Grid} label="Images" sheet=${sheet} imageAt=${at} hrefOf=${hrefOf} isSelected=${isChosen} current=${current}
						version=${version} onCell=${keys.onCell} element=${element} />`}
			</div>
			<${Timeline} shown=${shown} sheet=${sheet} />
		</div>
		<${Selected} shown=${shown} navigation=${navigation} dialog=${dialog} setDialog=${setDialog} />`;
}
