import { html, useState } from "../view.js";
import { withQuery } from "../data/api.js";
import { useMayWrite } from "../data/session.js";
import { Prepared } from "../parts/prepared.js";
import { Select } from "../parts/select.js";

const FORMATS = {
	jsonl: "JSON Lines (metadata.jsonl)", csv: "CSV", coco: "COCO captions", kohya: "Text files (ZIP, kohya)",
	"kohya-json": "meta_cap.json (kohya)", webdataset: "WebDataset (tar with pictures)",
};

const WHICH = { current: "The current captions", all: "The whole history" };

const PICTURES = { original: "Originals", 1024: "1,024 px", 512: "512 px", none: "None" };

/** Exports the captions that a filter selects: links that download a file. */
export function Export({ filter }) {
	const [format, setFormat] = useState("jsonl");
	const [captions, setCaptions] = useState("current");
	const [images, setImages] = useState("original");
	const [isBom, setBom] = useState(true);
	// A large export survives a broken connection if the service writes it into a file first.
	const mayWrite = useMayWrite();
	const hasHistory = ["jsonl", "csv", "coco"].includes(format);
	const options = {
		format, filter,
		captions: hasHistory && captions === "all" ? "all" : undefined,
		images: format === "webdataset" ? images : undefined,
		bom: format === "csv" && isBom ? true : undefined,
	};
	return html`
		<section class="captions-form" aria-label="Export">
			<h2>Export</h2>
			<p class="captions-note">${filter ? `The captions of the images with ${filter}` : "The captions of all images. A filter above narrows them."}</p>
			<${Select} label="Format" value=${format} choices=${FORMATS} onValue=${setFormat} />
			${hasHistory && html`<${Select} label="Captions" value=${captions} choices=${WHICH} onValue=${setCaptions} />`}
			${format === "webdataset" && html`<${Select} label="Images" value=${images} choices=${PICTURES} onValue=${setImages} />`}
			${format === "csv" && html`
				<label class="form-check"><input type="checkbox" checked=${isBom} onChange=${(event) => setBom(event.target.checked)} /> For spreadsheets (byte order mark)</label>`}
			<p><a class="button" href=${withQuery("/api/captions/export", options)} download>Download</a></p>
			${mayWrite && html`<${Prepared} key=${JSON.stringify(options)} options=${options} name="Prepare a large file in the background" />`}
		</section>`;
}
