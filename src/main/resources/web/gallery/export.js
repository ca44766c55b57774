import { html, useState } from "../view.js";
import { withQuery } from "../data/api.js";
import { count as countOf } from "../data/format.js";
import { Dialog } from "../parts/dialog.js";

const FORMATS = [
	["kohya", "ZIP of text files", "one beside each picture, for training"], ["jsonl", "metadata.jsonl", "Hugging Face ImageFolder"],
	["csv", "CSV", "for spreadsheets"], ["coco", "COCO captions", ""], ["kohya-json", "meta_cap.json", ""],
	["webdataset", "WebDataset", "tar with the pictures"],
];

const LONGEST = 2_000;

/** Exports the captions of the selection: a link that downloads a file. */
export function ExportDialog({ filter, count, onClose }) {
	const [format, setFormat] = useState(FORMATS[0][0]);
	const isTooLong = filter.length > LONGEST;
	const actions = html`<a class="button button-primary" download href=${isTooLong ? undefined : withQuery("/api/captions/export", { format, filter })}
		aria-disabled=${isTooLong ? "true" : undefined} onClick=${() => isTooLong || onClose()}>Download</a>`;
	return html`
		<${Dialog} title=${`Export the captions of ${countOf(count, "image")}`} onClose=${onClose} actions=${actions}>
			${isTooLong && html`<p>An export by name has at most 48 images. Search or filter for them, and select all that match.</p>`}
			<fieldset class="gallery-formats">
				<legend class="unseen">Format</legend>
				${FORMATS.map(([value, name, meaning]) => html`
					<label key=${value} class="form-check">
						<input type="radio" name="format" value=${value} checked=${value === format} onChange=${() => setFormat(value)} />
						<span>${name}</span> <span class="gallery-note">${meaning}</span>
					</label>`)}
			</fieldset>
		<//>`;
}
