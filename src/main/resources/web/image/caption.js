import { html } from "../view.js";
import { clearCaption, saveCaption } from "../data/captions.js";
import { useMayWrite } from "../data/session.js";
import { CaptionField } from "../parts/caption-field.js";

const SOURCES = { human: "a person", import: "an import", model: "a model" };

/** The caption of an image: who wrote it, and the field. `show(image)` shows a changed image. */
export function Caption({ image, field, show, onStep, onLeave }) {
	const mayWrite = useMayWrite();
	const save = (text, { step, base }) => {
		if (text !== null) {
			saveCaption(image, text, { base, show });
		}
		if (step !== 0) {
			onStep(step);
		}
	};
	return html`
		<section class="image-section">
			<div class="image-head">
				<h2>Caption</h2>
				<span class="image-quiet">${image.caption && writer(image)}</span>
			</div>
			<${CaptionField} imageId=${image.image_id} caption=${image.caption} field=${field} onSave=${save} onLeave=${onLeave}>
				${image.caption && mayWrite && html`<button class="button-quiet" onClick=${() => clearCaption(image, show)}>Clear</button>`}
			<//>
		</section>`;
}

/** Who wrote a caption: "by a person", or the name of the model. */
export function writer({ caption_source: source, caption_model: model }) {
	if (source === "human" && model) {
		return `chosen by a person, from ${model}`;
	}
	return model ?? `by ${SOURCES[source] ?? source}`;
}
