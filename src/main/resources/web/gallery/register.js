import { html, useState } from "../view.js";
import { fail } from "../data/alert.js";
import { get } from "../data/api.js";
import { work } from "../data/jobs.js";
import { useLoad } from "../data/load.js";
import { say } from "../data/toasts.js";
import { count, number } from "../data/format.js";
import { Dialog, useWhileShown } from "../parts/dialog.js";
import { Progress } from "../parts/progress.js";
import { Loading } from "../parts/states.js";
import { renewList } from "./list.js";

/** Registers a folder that the user chooses from a list. The work goes on if the dialog is closed. */
export function RegisterDialog({ onClose: close }) {
	const onClose = useWhileShown(close);
	const [path, setPath] = useState(null);
	const [isDeep, setDeep] = useState(true);
	const [job, setJob] = useState(null);
	const { data } = useLoad((signal) => get("/api/folders", { query: { path }, signal }), [path], "list the folders");
	const register = async () => {
		setJob({ done: 0, total: null });
		try {
			const body = { folder_path: path, recursive: isDeep };
			const options = { headers: { Prefer: "respond-async" }, onProgress: setJob };
			const result = await work("POST", "/api/images/register-folder", body, options);
			say(`${count(result?.registered ?? 0, "image")} registered${result?.skipped > 0 ? `, ${number(result.skipped)} skipped` : ""}`);
			renewList();
		}
		catch (error) {
			fail("register", error, { doing: "register the folder", retry: register });
		}
		onClose();
	};
	const actions = html`
		<button onClick=${onClose}>${job ? "Hide" : "Cancel"}</button>
		${!job && html`<button class="button-primary" disabled=${!path} onClick=${register}>Register this folder</button>`}`;
	return html`
		<${Dialog} title="Register a folder" onClose=${onClose} actions=${actions}>
			${job ? html`
				<p class="gallery-path">${path}</p>
				<${Progress} label="Registration" done=${job.done ?? 0} total=${job.total} />` : !data ? html`<${Loading} />` : html`
				<p class="gallery-path">${data.path ?? "Choose one of the folders that the service may read."}</p>
				<ul class="gallery-folders" aria-label="Folders">
					${path && html`<li key=".."><button class="button-quiet" onClick=${() => setPath(data.parent)}>↑ Up</button></li>`}
					${data.items.map((folder) => html`
						<li key=${folder.path}>
							<button class="button-quiet" onClick=${() => setPath(folder.path)} dir="auto">${folder.name}</button>
							<span class="gallery-note">${!folder.pictures ? "" : count(folder.pictures, "picture")}${folder.registered > 0
								? `${folder.pictures ? ", " : ""}${number(folder.registered)} registered` : ""}</span>
						</li>`)}
					${data.items.length === 0 && html`<li class="gallery-note">No subfolders</li>`}
				</ul>
				<label class="form-check"><input type="checkbox" checked=${isDeep} onChange=${(event) => setDeep(event.target.checked)} />
					Include subfolders</label>`}
		<//>`;
}
