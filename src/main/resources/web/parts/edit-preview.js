import { html } from "../view.js";
import { count, number } from "../data/format.js";
import { changes } from "../data/differences.js";
import { Marked } from "./marked.js";
import { Picture } from "./picture.js";

/** What edits would do: the counts, and the first captions before and after. */
export function EditPreview({ preview, isCleared, onCleared }) {
	const { matched, changed, emptied, sample } = preview;
	return html`
		<div class="edit-preview">
			<p role="status">${matched === 0 ? "None of these images has a caption."
				: `${number(changed + (isCleared ? emptied : 0))} of ${count(matched, "caption")} would change.`}</p>
			${emptied > 0 && html`
				<label class="form-check">
					<input type="checkbox" checked=${isCleared} onChange=${(event) => onCleared(event.target.checked)} />
					Clear the ${count(emptied, "caption")} of which nothing is left. Otherwise they stay.
				</label>`}
			${sample.length > 0 && html`
				<ul class="edit-sample" tabindex="0" aria-label="Before and after">
					${sample.map((each) => html`<${Change} key=${each.image_id} ...${each} />`)}
				</ul>`}
			${changed > sample.length && html`<p class="edit-more">The first ${count(sample.length, "change")} of ${number(changed)}.</p>`}
		</div>`;
}

function Change({ image_id: id, before, after }) {
	const [old, fresh] = changes(before, after ?? "");
	return html`
		<li class="edit-change">
			<${Picture} src=${`/api/images/${id}/thumbnail?size=150`} alt="" loading="lazy" width="48" height="48" />
			<div>
				<p class="edit-before"><span class="unseen">Before: </span><${Marked} pieces=${old} as="del" /></p>
				<p><span class="unseen">After: </span>${after === null ? html`<em>no caption</em>` : html`<${Marked} pieces=${fresh} as="ins" />`}</p>
			</div>
		</li>`;
}
