import { html, useState } from "../view.js";
import { undoOperation, work } from "../data/jobs.js";
import { count, number } from "../data/format.js";
import { say } from "../data/toasts.js";
import { Progress } from "../parts/progress.js";
import { Select } from "../parts/select.js";

const FORMATS = { jsonl: "JSON Lines", csv: "CSV", coco: "COCO captions", kohya: "Text files (ZIP, kohya)", "kohya-json": "meta_cap.json (kohya)" };

const TYPES = { jsonl: "application/x-ndjson", csv: "text/csv", kohya: "application/zip", coco: "application/json", "kohya-json": "application/json" };

const SOURCES = { import: "Imported", human: "A person", model: "A model" };

const MATCHES = { auto: "By path, then by name", path: "By path", name: "By name" };

/** Imports a file: the service first says what would happen. */
export function Import() {
	const [file, setFile] = useState(null);
	const [options, setOptions] = useState({ format: "jsonl", source: "import", match: "auto", model: "" });
	const [state, setState] = useState({});
	const set = (changes) => {
		setOptions({ ...options, ...changes });
		setState({});
	};
	const choose = (event) => {
		const chosen = event.target.files[0] ?? null;
		setFile(chosen);
		set({ format: chosen ? formatOf(chosen.name) ?? options.format : options.format });
	};
	const run = async (isDry) => {
		setState({ ...state, isBusy: true, error: null });
		const body = new Blob([file], { type: TYPES[options.format] });
		const query = { ...options, model: options.model.trim(), dry_run: isDry || undefined, label: `Import of ${file.name}`.slice(0, 255) };
		try {
			const onProgress = (job) => setState((before) => ({ ...before, job }));
			const result = await work("POST", "/api/captions/import", body, { query, headers: { Prefer: "respond-async" }, onProgress });
			setState({ result, isDry });
			if (!isDry) {
				const id = result.operation_id;
				say(`${count(result.saved, "caption")} imported`, { undo: id && (() => undoOperation(id)) });
			}
		}
		catch (error) {
			setState({ error });
		}
	};
	const { result, isDry, isBusy, job, error } = state;
	return html`
		<section class="captions-form" aria-label="Import">
			<h2>Import</h2>
			<p class="captions-note">Rows are matched with images by their id, path or name. You see the result before anything is saved.</p>
			<label class="form-field"><span>File</span><input type="file" accept=".jsonl,.ndjson,.csv,.json,.zip" onChange=${choose} /></label>
			<${Select} label="Format of the file" value=${options.format} choices=${FORMATS} onValue=${(format) => set({ format })} />
			<${Select} label="Who wrote the captions" value=${options.source} choices=${SOURCES} onValue=${(source) => set({ source })} />
			<label class="form-field"><span>Model, if the rows do not name it</span>
				<input maxlength="255" value=${options.model} onInput=${(event) => set({ model: event.target.value })} /></label>
			<${Select} label="Find images" value=${options.match} choices=${MATCHES} onValue=${(match) => set({ match })} />
			${error && html`<p class="form-error" role="status">${error.message}</p>`}
			${isBusy && html`<${Progress} label="Import" done=${job?.done ?? 0} total=${job?.total} />`}
			${result && html`<${Result} result=${result} isDry=${isDry} />`}
			<div class="captions-buttons">
				<button disabled=${!file || isBusy} onClick=${() => run(true)}>Check the file</button>
				<button class="button-primary" disabled=${!isDry || isBusy || result.saved + result.kept === 0} onClick=${() => run(false)}>
					${isDry ? `Import ${count(result.saved + result.kept, "caption")}` : "Import"}
				</button>
			</div>
		</section>`;
}

function formatOf(name) {
	const ends = { ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".zip": "kohya", ".json": "kohya-json" };
	return Object.entries(ends).find(([end]) => name.toLowerCase().endsWith(end))?.[1];
}

function Result({ result, isDry }) {
	const rows = [
		[isDry ? "Would be saved" : "Saved", result.saved], ["Into the history only", result.kept], ["Saved already", result.unchanged],
		["No such image", result.missing], ["Several images", result.ambiguous], ["Invalid", result.invalid],
	];
	return html`
		<div role="status">
			<dl class="captions-counts">
				${rows.filter(([, value], i) => i === 0 || value > 0).map(([text, value]) => html`<div key=${text}><dt>${text}</dt><dd>${number(value)}</dd></div>`)}
			</dl>
		</div>
		${result.problems.length > 0 && html`
			<details>
				<summary>Rows that are not imported</summary>
				<ul class="captions-details">
					${result.problems.map((each) => html`
						<li key=${each.row}>Row ${number(each.row)}${each.file_name && `, ${each.file_name}`}: ${each.status}${each.detail && `. ${each.detail}`}</li>`)}
				</ul>
			</details>`}`;
}
