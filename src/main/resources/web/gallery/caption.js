import { html, useLayoutEffect, useRef } from "../view.js";
import { draftOf } from "../data/drafts.js";
import { useKeys } from "../data/keys.js";
import { count, number } from "../data/format.js";
import { Dialog, useWhileShown } from "../parts/dialog.js";
import { Picture } from "../parts/picture.js";
import { useCaptionWalk } from "./caption-walk.js";

/**
 * Writes captions, one image after the other: those with `ids`, or those of the list from `position` on. With
 * `isOfUncaptioned` the next image is the next one without a caption, and with `isSought` so is the first.
 */
export function CaptionDialog(props) {
	const { ids, shown } = props;
	const onClose = useWhileShown(props.onClose);
	const walk = useCaptionWalk({ ...props, onClose });
	const { image, text, step, last, isOver } = walk;
	const form = useRef();
	const field = useRef();
	// What the user types after the key that opens the dialog is text at once.
	useLayoutEffect(() => {
		field.current.focus();
		field.current.setSelectionRange(field.current.value.length, field.current.value.length);
	}, [image?.image_id]);
	const save = (by) => () => walk.save(by);
	useKeys("text", { saveNext: save(1), saveAbove: save(-1), saveBelow: save(1) }, { within: form });
	const draft = image && draftOf(image.image_id);
	const isDraft = Boolean(image?.caption) && draft !== null && draft !== image.caption;
	return html`
		<${Dialog} title=${image ? image.filename : isOver ? "No further image" : "Next image …"} isWide onClose=${onClose}>
			<div class="gallery-caption" ref=${form}>
				<div class="gallery-preview">
					${image?.thumbnail_url && html`<${Picture} key=${image.image_id} src=${`${image.thumbnail_url}&size=1024`} alt="" />`}
				</div>
				<textarea ref=${field} aria-label="Caption" rows="4" dir="auto" maxlength="20000" value=${text}
					onInput=${(event) => walk.type(event.target.value)}></textarea>
				${isDraft && html`
					<p class="gallery-note">This is your draft. The saved caption is “${image.caption}”.
						<button class="button-quiet" onClick=${() => { walk.drop(); field.current.focus(); }}>Use the saved caption</button></p>`}
				${isOver && html`<p class="gallery-note" role="status">There is no further image. This text is not saved: copy it if you need it.</p>`}
				<div class="gallery-caption-end">
					<p class="gallery-note">${ids ? `${number(step + 1)} of ${count(ids.length, "image")}` : `${number(step + 1)} of ${number(shown.ratios.length)}`}.${" "}
						<kbd>Ctrl</kbd> <kbd>Enter</kbd> saves and shows the next.</p>
					<button class="button-primary" disabled=${isOver} onClick=${save(1)}>${step === last ? "Save" : "Save and next"}</button>
				</div>
			</div>
		<//>`;
}
