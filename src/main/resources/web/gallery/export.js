import { html, useState } from "../view.js";
import { withQuery } from "../data/api.js";
import { count as countOf } from "../data/format.js";
import { useMayWrite } from "../data/session.js";
import { Dialog } from "../parts/dialog.js";
import { Prepared } from "../parts/prepared.js";

const FORMATS = [
	["kohya", "ZIP of text files", "one beside each picture, for training"], ["jsonl", "metadata.jsonl", "Hugging Face ImageFolder"],
	["csv", "CSV", "for spreadsheets"], ["coco", "COCO captions", ""], ["kohya-json", "meta_cap.json", ""],
	["webdataset", "WebDataset", "tar with the pictures"],
];

const LONGEST = 2_000;

/** Exports the captions of the selection. The address of a download has no room for many ids: then a job makes the file. */
export function ExportDialog({ filter, count, onClose }) {
	const [format, setFormat] = useState(FORMATS[0][0]);
	const isTooLong = filter.length > LONGEST;
	const mayWrite = useMayWrite();
	const options = { format, filter };
	const actions = !isTooLong && html`
		<a class="button button-primary" download href=${withQuery("/api/captions/export", options)} onClick=${onClose}>Download</a>`;
	return html`
		<${Dialog} title=${`Export the captions of ${countOf(count, "image")}`} onClose=${onClose} actions=${actions}>
			<fieldset class="gallery-formats">
				<legend class="unseen">Format</legend>
				${FORMATS.map(([value, name, meaning]) => html`
					<label key=${value} class="form-check">
						<input type="radio" name="format" value=${value} checked=${value === format} onChange=${() => setFormat(value)} />
						<span>${name}</span> <span class="gallery-note">${meaning}</span>
					</label>`)}
			</fieldset>
			${isTooLong && (mayWrite ? html`<${Prepared} key=${format} options=${options} name="Prepare the file" />`
				: html`<p>A viewer can export at most 48 selected images, or all that match.</p>`)}
		<//>`;
}
