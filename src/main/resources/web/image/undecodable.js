import { html } from "../view.js";
import { bytes } from "../data/format.js";
import { originalOf } from "./sources.js";

/** Stands where a picture cannot be shown, and says why. */
export function Undecodable({ image }) {
	return html`
		<div class="image-undecodable">
			<h2>${titleOf(image)}</h2>
			<p>${reasonOf(image)}</p>
			${image.uploaded && !image.isGone && html`
				<a href=${originalOf(image) ?? `/api/images/${image.image_id}/content`} download>Download the file</a>`}
		</div>`;
}

function titleOf(image) {
	if (image.isGone) {
		return "This image was deleted meanwhile.";
	}
	return image.uploaded ? "This file cannot be shown as a picture." : "The image is not here yet.";
}

function reasonOf(image) {
	if (image.isGone) {
		return "Go on with ← or →.";
	}
	return image.uploaded
		? `${image.mime_type ?? "Unknown type"}, ${bytes(image.size ?? 0)}. It is damaged or incomplete, or it is no longer on the disk. Its caption can be edited all the same.`
		: "The image was announced, but its file has not been uploaded. Its caption can be edited all the same.";
}
