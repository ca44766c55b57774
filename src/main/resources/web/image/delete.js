import { html } from "../view.js";
import { clearAlert, fail } from "../data/alert.js";
import { post } from "../data/api.js";
import { dropDraft } from "../data/drafts.js";
import { say } from "../data/toasts.js";
import { Dialog } from "../parts/dialog.js";

/**
 * Asks before one image is deleted, which cannot be undone. The request waits for `until()`, and `onDeleted(id)` is called
 * when the image is gone.
 */
export function DeleteDialog({ image, onClose, until, onDeleted }) {
	const confirm = () => {
		onClose();
		until().then(() => deleteImage(image, onDeleted));
	};
	const actions = html`
		<button onClick=${onClose}>Cancel</button>
		<button class="button-danger" onClick=${confirm}>Delete 1 image</button>`;
	return html`
		<${Dialog} title="Delete this image?" onClose=${onClose} actions=${actions}>
			<p class="image-text"><strong><bdi>${image.filename}</bdi></strong></p>
			<p>1 image is deleted, with its captions and thumbnails. This cannot be undone.</p>
			<p>A file that was uploaded is deleted too. A file of a registered folder stays on the disk.</p>
		<//>`;
}

async function deleteImage(image, onDeleted) {
	const id = image.image_id;
	try {
		const { kept } = await post("/api/images/delete", { image_ids: [id], expected: 1 });
		clearAlert(`delete ${id}`);
		if (kept > 0) {
			say(`${image.filename} stays: it belongs to a photo of the library.`);
			return;
		}
		dropDraft(id);
		say(`Deleted: ${image.filename}`);
		onDeleted(id);
	}
	catch (error) {
		const retry = () => deleteImage(image, onDeleted);
		fail(`delete ${id}`, error, { doing: `delete ${image.filename}`, retry });
	}
}
