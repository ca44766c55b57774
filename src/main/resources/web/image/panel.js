import { html } from "../view.js";
import { clearConflict, conflicts, saveCaption } from "../data/captions.js";
import { dropDraft } from "../data/drafts.js";
import { useMayWrite } from "../data/session.js";
import { useStore } from "../data/store.js";
import { Conflict } from "../parts/conflict.js";
import { Caption, writer } from "./caption.js";
import { Facts } from "./facts.js";
import { History } from "./history.js";
import { Related } from "./related.js";

/** The column beside the picture: caption, history, facts. `show(image)` shows a changed image. */
export function Panel({ image, details, field, show, onStep, onOpen, onLeave, onDelete, children }) {
	const mayWrite = useMayWrite();
	return html`
		<div class="image-panel">
			${children}
			${useStore(conflicts).map((conflict) => html`
				<${Choice} key=${conflict.image.image_id} ...${conflict} isCurrent=${conflict.image.image_id === image.image_id}
					onOpen=${onOpen} show=${show} />`)}
			<${Caption} image=${image} field=${field} show=${show} onStep=${onStep} onLeave=${onLeave} />
			<${History} image=${image} captions=${details.captions} show=${show} />
			<${Related} ...${details} onRate=${details.rate} />
			<${Facts} image=${image} exif=${details.exif} />
			${mayWrite && html`<div class="image-section"><button class="button-danger" onClick=${onDelete}>Delete</button></div>`}
		</div>`;
}

// The conflict may be on an image that the user has left.
function Choice({ image, mine, isCurrent, onOpen, show }) {
	const id = image.image_id;
	const keep = () => {
		dropDraft(id);
		clearConflict(id);
		show(image);
	};
	return html`
		<${Conflict} name=${image.filename} saved=${image.caption} by=${image.caption && writer(image)} mine=${mine} onKeep=${keep}
			onUse=${() => saveCaption(image, mine, { base: image.caption, show })} onOpen=${isCurrent ? undefined : () => onOpen(id)} />`;
}
