import { html, useState } from "../view.js";
import { fail } from "../data/alert.js";
import { work } from "../data/jobs.js";
import { Progress } from "./progress.js";

/** Exports captions into a file of the service first, and then offers it. `name` is that of the button. */
export function Prepared({ options, name }) {
	const [job, setJob] = useState(null);
	const prepare = async () => {
		setJob({ done: 0, total: null });
		try {
			await work("POST", "/api/captions/export", options, { onProgress: setJob });
		}
		catch (error) {
			setJob(null);
			fail("export", error, { doing: "export the captions", retry: prepare });
		}
	};
	if (job?.state === "done") {
		return html`<p role="status"><a class="button button-primary" href=${job.file_url} download>Download the prepared file</a></p>`;
	}
	return job ? html`<${Progress} label="Export" done=${job.done} total=${job.total} />`
		: html`<p><button class="button-quiet" onClick=${prepare}>${name}</button></p>`;
}
