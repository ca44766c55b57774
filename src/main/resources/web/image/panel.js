import { html } from "../view.js";
import { conflicts } from "../data/captions.js";
import { useStore } from "../data/store.js";
import { Related } from "./related.js";
import { Caption } from "./caption.js";
import { Conflict } from "./conflict.js";
import { Facts } from "./facts.js";
import { History } from "./history.js";

/** The column beside the picture: caption, history, facts. `show(image)` shows a changed image. */
export function Panel({ image, details, field, show, onStep, onOpen, onLeave, onDelete, children }) {
	return html`
		<div class="image-panel">
			${children}
			${useStore(conflicts).map((conflict) => html`
				<${Conflict} key=${conflict.image.image_id} ...${conflict} isCurrent=${conflict.image.image_id === image.image_id}
					onOpen=${onOpen} show=${show} />`)}
			<${Caption} image=${image} field=${field} show=${show} onStep=${onStep} onLeave=${onLeave} />
			<${History} image=${image} captions=${details.captions} show=${show} />
			<${Related} ...${details} onRate=${details.rate} />
			<${Facts} image=${image} exif=${details.exif} />
			<div class="image-section"><button class="button-danger" onClick=${onDelete}>Delete</button></div>
		</div>`;
}
