import { html, useState } from "../view.js";
import { fail } from "../data/alert.js";
import { withQuery } from "../data/api.js";
import { work } from "../data/jobs.js";
import { Progress } from "../parts/progress.js";
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
			<p class="captions-note">${filter ? `The captions of the pictures with ${filter}` : "The captions of all pictures. A filter above narrows them."}</p>
			<${Select} label="Format" value=${format} choices=${FORMATS} onValue=${setFormat} />
			${hasHistory && html`<${Select} label="Captions" value=${captions} choices=${WHICH} onValue=${setCaptions} />`}
			${format === "webdataset" && html`<${Select} label="Pictures" value=${images} choices=${PICTURES} onValue=${setImages} />`}
			${format === "csv" && html`
				<label class="form-check"><input type="checkbox" checked=${isBom} onChange=${(event) => setBom(event.target.checked)} /> For spreadsheets (byte order mark)</label>`}
			<p><a class="button" href=${withQuery("/api/captions/export", options)} download>Download</a></p>
			<${Prepared} key=${JSON.stringify(options)} options=${options} />
		</section>`;
}

// A large export survives a broken connection if the service writes it into a file first.
function Prepared({ options }) {
	const [job, setJob] = useState(null);
	const prepare = async () => {
		try {
			await work("POST", "/api/captions/export", options, { onProgress: setJob });
		}
		catch (error) {
			setJob(null);
			fail("export", error, { doing: "export the captions", retry: prepare });
		}
	};
	if (job?.state === "done") {
		return html`<p role="status"><a class="button" href=${job.file_url} download>Download the prepared file</a></p>`;
	}
	return job ? html`<${Progress} label="Export" done=${job.done} total=${job.total} />`
		: html`<p><button class="button-quiet" onClick=${prepare}>Prepare a large file in the background</button></p>`;
}
