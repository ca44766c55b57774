import { html, useEffect, useRef, useState } from "../view.js";
import { changeQuery, useTitle } from "../data/address.js";
import { get, withQuery } from "../data/api.js";
import { useKeys } from "../data/keys.js";
import { useMayWrite } from "../data/session.js";
import { useLoad } from "../data/load.js";
import { Loading } from "../parts/states.js";
import { Edit } from "./edit.js";
import { Files } from "./files.js";
import { Operations } from "./operations.js";
import { Overview } from "./overview.js";
import { Review } from "./review.js";
import { Runs } from "./runs.js";

const VIEWS = {
	review: { name: "Review", View: Review },
	overview: { name: "Overview", View: Overview },
	edit: { name: "Edit many", View: Edit },
	operations: { name: "Operations", View: Operations },
	runs: { name: "Runs", View: Runs },
	files: { name: "Import and export", View: Files },
};

/** The views that are of no use to a viewer. */
const WRITING = ["edit"];

/** The captions of the library. The address holds the view, and the filter of all views. */
export default function Captions({ query }) {
	const mayWrite = useMayWrite();
	const names = Object.keys(VIEWS).filter((each) => mayWrite || !WRITING.includes(each));
	const view = names.includes(query.view) ? query.view : "review";
	const { data } = useLoad((signal) => get("/api/captions/models", { signal }), [], "load the models");
	const { name, View } = VIEWS[view];
	const views = useRef();
	// On a narrow screen the names do not fit side by side.
	useEffect(() => views.current.querySelector("[aria-current]").scrollIntoView({ block: "nearest", inline: "nearest" }), [view]);
	useTitle(view === "review" ? "Captions" : `Captions: ${name}`);
	const models = data?.items.filter((each) => each.model && each.source !== "human").map((each) => each.model);
	return html`
		<h1 class="unseen" tabindex="-1">Captions: ${name}</h1>
		<div class="captions-head">
			<nav ref=${views} class="captions-views tabs" aria-label="Captions">
				${names.map((key) => html`
					<a key=${key} href=${withQuery("/captions", { view: key, filter: query.filter, search: query.search })}
						aria-current=${key === view ? "page" : undefined}>${VIEWS[key].name}</a>`)}
			</nav>
			<${Scope} filter=${query.filter ?? ""} />
		</div>
		${models ? html`<${View} key=${view} query=${query} models=${models} />` : html`<${Loading} />`}`;
}

/** The filter that narrows all views. */
function Scope({ filter }) {
	const [text, setText] = useState(filter);
	const field = useRef();
	useEffect(() => setText(filter), [filter]);
	useKeys("anywhere", {
		search: () => {
			field.current.select();
			field.current.focus();
		},
		escape: () => {
			const isInside = document.activeElement === field.current;
			field.current.blur();
			return isInside;
		},
	});
	const submit = (event) => {
		event.preventDefault();
		changeQuery({ filter: text.trim(), at: null }, { replace: false });
	};
	return html`
		<form class="captions-scope" role="search" onSubmit=${submit}>
			<input ref=${field} type="search" aria-label="Filter" placeholder="All images. Filter: caption CONTAINS boat" value=${text}
				spellcheck=${false} onInput=${(event) => setText(event.target.value)} onSearch=${submit} />
		</form>`;
}
