// Edits the captions of many pictures: the user sees before and after, and then applies the edits.
import { html, useEffect, useRef, useState } from "../view.js";
import { MANY, applyEdits, labelOf, newEdit, stepOf } from "../data/edits.js";
import { undoOperation, work } from "../data/jobs.js";
import { renewPages } from "../data/pages.js";
import { count as counted } from "../data/format.js";
import { say } from "../data/toasts.js";
import { Dialog, useWhileShown } from "./dialog.js";
import { EditPreview } from "./edit-preview.js";
import { EditStep } from "./edit-step.js";
import { Progress } from "./progress.js";

/** The most characters that the filter of a request has. */
const LONGEST_FILTER = 65_536;

/** So many ids fit into such a filter. */
const MOST_IDS = 1_600;

const PAUSE_MS = 350;

/**
 * The dialog for the images that `filter` selects, `count` in number. `onDone` gets the result of the service and the
 * steps that were applied, and the dialog calls `onClose` after it.
 */
export function EditMany({ filter, count, onClose, onDone }) {
	const done = useWhileShown((result, steps) => {
		onDone?.(result, steps);
		onClose();
	});
	const form = useRef();
	useEffect(() => form.current.querySelector("input")?.focus(), []);
	return html`
		<${Dialog} title=${`Edit the captions of ${counted(count, "image")}`} isWide onClose=${onClose}>
			<div ref=${form}><${EditForm} filter=${filter} count=${count} onDone=${done} /></div>
		<//>`;
}

/** The same within a page. Without a filter all captions are edited. */
export function EditForm({ filter, count, onDone }) {
	const [edits, setEdits] = useState([newEdit()]);
	const [isCleared, setCleared] = useState(false);
	const [isModel, setModel] = useState(false);
	const request = requestOf({ filter: filter || "captioned = true", edits, isCleared, isModel });
	// The preview of so many does not follow the typing.
	const isMany = count > MANY;
	const { preview, error, look, setError } = usePreview(request, isMany);
	const { job, isBusy, apply } = useApply(request, preview, { onDone, onError: setError });
	const change = (at, edit) => setEdits(edits.map((each, i) => (i === at ? edit : each)));
	const fresh = preview?.request === request?.text ? preview : null;
	const changed = fresh ? fresh.changed + (isCleared ? fresh.emptied : 0) : 0;
	if (filter?.length > LONGEST_FILTER) {
		return html`<p>At most ${counted(MOST_IDS, "image")} can be edited that were selected one by one. Select all that match, or fewer.</p>`;
	}
	return html`
		<form class="form" onSubmit=${(event) => { event.preventDefault(); look(); }}>
			${edits.map((edit, i) => html`
				<${EditStep} key=${i} edit=${edit} place=${i + 1} onChange=${(next) => change(i, next)}
					onRemove=${edits.length > 1 && (() => setEdits(edits.filter((each, at) => at !== i)))} />`)}
			<div class="edit-options">
				<button type="button" class="button-quiet" onClick=${() => setEdits([...edits, newEdit()])}>Add another edit</button>
				<label class="form-check">
					<input type="checkbox" checked=${isModel} onChange=${(event) => setModel(event.target.checked)} />
					Leave the captions unreviewed
				</label>
			</div>
			${error && html`<p class="form-error" role="status">${error.message}</p>`}
			${preview && html`<${EditPreview} preview=${preview} isCleared=${isCleared} onCleared=${setCleared} />`}
			${job && html`<${Progress} label="Editing captions" done=${job.done} total=${job.total} />`}
			<div class="form-actions">
				${(isMany || error) && html`<button disabled=${!request || isBusy}>Preview</button>`}
				<button type="button" class="button-primary" disabled=${!changed || isBusy} onClick=${apply}>
					${changed ? `Change ${counted(changed, "caption")}` : "Change"}
				</button>
			</div>
		</form>`;
}

function requestOf({ filter, edits, isCleared, isModel }) {
	const steps = edits.map(stepOf);
	if (steps.includes(null)) {
		return null;
	}
	const body = { filter, edits: steps, allow_empty: isCleared, source: isModel ? "model" : "human" };
	return { body, text: JSON.stringify(body), label: labelOf(edits) };
}

/** Looks what the edits would do, a moment after the last change. */
function usePreview(request, isMany) {
	const [state, setState] = useState({ preview: null, error: null });
	const running = useRef();
	const look = async () => {
		running.current?.abort();
		if (!request) {
			setState({ preview: null, error: null });
			return;
		}
		const controller = running.current = new AbortController();
		try {
			const preview = await work("POST", "/api/captions/edit", { ...request.body, dry_run: true }, { signal: controller.signal });
			setState({ preview: { ...preview, request: request.text }, error: null });
		}
		catch (error) {
			if (!controller.signal.aborted) {
				setState({ preview: null, error });
			}
		}
	};
	useEffect(() => {
		const timer = isMany ? undefined : setTimeout(look, PAUSE_MS);
		return () => clearTimeout(timer);
	}, [request?.text]);
	useEffect(() => () => running.current?.abort(), []);
	return { ...state, look, setError: (error) => setState({ preview: null, error }) };
}

function useApply(request, preview, { onDone, onError }) {
	const [job, setJob] = useState(null);
	const [isBusy, setBusy] = useState(false);
	const apply = async () => {
		setBusy(true);
		const body = { ...request.body, label: request.label, expected: preview.matched };
		try {
			const result = await applyEdits(body, preview.matched, setJob);
			const id = result.operation_id;
			say(`${counted(result.changed + (body.allow_empty ? result.emptied : 0), "caption")} changed`, { undo: id && (() => undoOperation(id).then(renewPages)) });
			renewPages();
			onDone?.(result, body.edits);
		}
		catch (error) {
			onError(error.status === 409 ? new Error(`${error.message} Look at the preview again.`) : error);
		}
		setJob(null);
		setBusy(false);
	};
	return { job, isBusy, apply };
}
