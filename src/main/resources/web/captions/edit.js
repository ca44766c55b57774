import { html, useState } from "../view.js";
import { get, withQuery } from "../data/api.js";
import { join } from "../data/filters.js";
import { useLoad } from "../data/load.js";
import { count } from "../data/format.js";
import { EditForm } from "../parts/edit-many.js";

/** Edits the captions of all pictures that the filter of the page selects. */
export function Edit({ query }) {
	const { filter } = query;
	const [done, setDone] = useState(0);
	const { data } = useLoad((signal) => get("/api/images", { query: { filter: join([filter, "captioned = true"]), per_page: 1 }, signal }),
		[filter, done], "count the captions");
	return html`
		<div class="captions-edit">
			<p class="captions-note">${data && html`
				Edits apply to <a href=${withQuery("/", { filter: join([filter, "captioned = true"]) })}>${count(data.total, "caption")}</a>.
				${filter ? "" : " A filter above narrows them."} You see what changes before it does, and you can undo it.`}</p>
			${data && html`<${EditForm} key=${`${filter} ${done}`} filter=${filter} count=${data.total} onDone=${() => setDone(done + 1)} />`}
		</div>`;
}
