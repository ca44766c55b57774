import { html, useState } from "../view.js";
import { get, post } from "../data/api.js";
import { useLoad } from "../data/load.js";
import { count } from "../data/format.js";
import { say } from "../data/toasts.js";
import { Dialog } from "../parts/dialog.js";
import { Select } from "../parts/select.js";

const SKIPS = { "same-model": "That this model has captioned", captioned: "With a caption", none: "None" };

/** The dialog that starts a run over the pictures of the page's filter. */
export function NewRun({ filter, models, onClose, onStart }) {
	const [run, setRun] = useState({ model: "", label: "", skip: "same-model" });
	const [error, setError] = useState(null);
	const { data } = useLoad((signal) => get("/api/images", { query: { filter, per_page: 1 }, signal }), [filter], "count the images");
	const field = (name) => ({ value: run[name], onInput: (event) => setRun({ ...run, [name]: event.target.value }) });
	const start = async (event) => {
		event.preventDefault();
		try {
			await post("/api/captions/runs", {
				model: run.model.trim(), label: run.label.trim() || null, filter: filter || null, skip: run.skip, expected: data?.total ?? null,
			});
			say(`Run of ${run.model.trim()} started`);
			onStart();
			onClose();
		}
		catch (problem) {
			setError(problem);
		}
	};
	return html`
		<${Dialog} title="Start a run" onClose=${onClose}>
			<form class="form" onSubmit=${start}>
				<p class="captions-note">${data && `${count(data.total, "image")}${filter ? ` with ${filter}` : ", all"}`}</p>
				<label class="form-field"><span>Model</span><input autofocus required maxlength="255" list="captions-models" ...${field("model")} /></label>
				<datalist id="captions-models">${models.map((model) => html`<option key=${model} value=${model} />`)}</datalist>
				<label class="form-field"><span>Name of the run</span><input maxlength="255" ...${field("label")} /></label>
				<${Select} label="Skip images" value=${run.skip} choices=${SKIPS} onValue=${(skip) => setRun({ ...run, skip })} />
				${error && html`<p class="form-error" role="status">${error.message}</p>`}
				<div class="form-actions"><button class="button-primary" disabled=${run.model.trim() === ""}>Start</button></div>
			</form>
		<//>`;
}
