import { html, useEffect, useState } from "../view.js";
import { fail } from "../data/alert.js";
import { work } from "../data/jobs.js";
import { clearSelection, selectedCount, selection, selectionFilter } from "../data/selection.js";
import { say } from "../data/toasts.js";
import { count } from "../data/format.js";
import { Dialog, useWhileShown } from "../parts/dialog.js";
import { renewList } from "./list.js";

const MOST_IDS = 10_000;

/** Deletes the selection, or an image if nothing is selected. It states first how many, and what happens to the files. */
export function DeleteDialog({ image, onClose: close }) {
	const onClose = useWhileShown(close);
	const [target] = useState(() => targetOf(image));
	const [counts, setCounts] = useState(null);
	const [isBusy, setBusy] = useState(false);
	const send = (options) => work("POST", "/api/images/delete", { ...target.body, ...options });
	const onError = (error) => {
		onClose();
		fail("delete", error, { doing: "delete the images" });
	};
	useEffect(() => {
		send({ dry_run: true }).then(setCounts, onError);
	}, []);
	const confirm = async () => {
		setBusy(true);
		try {
			const { deleted } = await send({ expected: counts.deleted + counts.kept });
			clearSelection();
			onClose();
			renewList();
			say(`${count(deleted ?? counts.deleted, "image")} deleted`);
		}
		catch (error) {
			onError(error);
		}
	};
	const name = count(counts?.deleted ?? target.count, "image");
	const actions = html`
		<button onClick=${onClose}>Cancel</button>
		<button class="button-danger" disabled=${isBusy || !counts?.deleted} onClick=${confirm}>${isBusy ? "Deleting …" : `Delete ${name}`}</button>`;
	return html`
		<${Dialog} title=${`Delete ${name}?`} onClose=${onClose} actions=${actions}>
			<p>The captions and thumbnails are deleted too, and the files that were uploaded. Files of registered folders stay on disk.</p>
			${counts?.kept > 0 && html`<p>${count(counts.kept, "image")} of the photo library ${counts.kept === 1 ? "is" : "are"} kept.</p>`}
			<p>This cannot be undone.</p>
		<//>`;
}

function targetOf(image) {
	const chosen = selection.get();
	if (selectedCount(chosen) === 0) {
		return { count: 1, body: { image_ids: [image.image_id] } };
	}
	const isList = !chosen.all && chosen.ids.size <= MOST_IDS;
	return { count: selectedCount(chosen), body: isList ? { image_ids: [...chosen.ids] } : { filter: selectionFilter(chosen) } };
}
