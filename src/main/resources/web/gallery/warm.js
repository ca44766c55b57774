import { html, useState } from "../view.js";
import { fail } from "../data/alert.js";
import { work } from "../data/jobs.js";
import { count as counted, number } from "../data/format.js";
import { say } from "../data/toasts.js";
import { Dialog, useWhileShown } from "../parts/dialog.js";
import { Progress } from "../parts/progress.js";

/** The sizes that the pages show, and the size of a preview. */
const SIZES = [256, 512, 1024];

/** Makes the thumbnails of the selection before they are needed. The work goes on if the dialog is closed. */
export function WarmDialog({ filter, count, onClose: close }) {
	const onClose = useWhileShown(close);
	const [job, setJob] = useState(null);
	const warm = async (expected) => {
		setJob({ done: 0, total: null });
		try {
			const options = { headers: { Prefer: "respond-async" }, onProgress: setJob };
			const { made, present, failed } = await work("POST", "/api/images/thumbnails/warm", { filter, expected, sizes: SIZES }, options);
			say(`${counted(made, "thumbnail")} made${present > 0 ? `, ${number(present)} already there` : ""}${failed > 0 ? `, ${number(failed)} failed` : ""}`);
		}
		catch (error) {
			// Images without a file are selected too, but have no thumbnails: then the numbers differ.
			fail("warm", error, { doing: "make the thumbnails", retry: () => warm(error.status === 409 ? undefined : expected) });
		}
		onClose();
	};
	const actions = job ? html`<button onClick=${onClose}>Continue in the background</button>`
		: html`<button onClick=${onClose}>Cancel</button><button class="button-primary" onClick=${() => warm(count)}>Make thumbnails</button>`;
	return html`
		<${Dialog} title=${`Make the thumbnails of ${counted(count, "image")}`} onClose=${onClose} actions=${actions}>
			<p>The service makes thumbnails when they are first shown. It can make them now, so that nobody waits for them later.</p>
			${job && html`<${Progress} label="Making thumbnails" done=${job.done ?? 0} total=${job.total} />`}
		<//>`;
}
