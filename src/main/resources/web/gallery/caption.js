import { html, useEffect, useRef, useState } from "../view.js";
import { get } from "../data/api.js";
import { draftOf, dropDraft, keepDraft } from "../data/drafts.js";
import { useKeys } from "../data/keys.js";
import { imageAt, loadPage, PAGE_SIZE } from "../data/pages.js";
import { count, number } from "../data/text.js";
import { Dialog } from "../parts/dialog.js";
import { saveCaption } from "./save-caption.js";
import { nextUncaptioned } from "./uncaptioned.js";

/**
 * Writes captions, one image after the other: those with `ids`, or those of the list from `position` on. With
 * `isOfUncaptioned` the next image is the next one without a caption.
 */
export function CaptionDialog({ position, ids, isOfUncaptioned, shown, navigation, onClose }) {
	const [step, setStep] = useState(ids ? 0 : position);
	const [image, setImage] = useState(null);
	const [text, setText] = useState("");
	const form = useRef();
	const field = useRef();
	const { listing } = shown;
	useEffect(() => {
		let isNeeded = true;
		const show = (found) => {
			if (isNeeded && found) {
				setImage(found);
				setText(draftOf(found.image_id) ?? found.caption ?? "");
			}
		};
		if (ids) {
			get(`/api/images/${ids[step]}`).then(show, onClose);
		}
		else {
			navigation.moveTo(step);
			show(imageAt(listing, step));
			loadPage(listing, Math.floor(step / PAGE_SIZE)).then((items) => show(items[step % PAGE_SIZE]), onClose);
		}
		return () => {
			isNeeded = false;
		};
	}, [step]);
	useEffect(() => {
		field.current?.focus();
		field.current?.setSelectionRange(text.length, text.length);
	}, [image?.image_id]);
	const last = ids ? ids.length - 1 : shown.ratios.length - 1;
	const goTo = async (next) => {
		const to = isOfUncaptioned && next > step ? await nextUncaptioned(shown, step, image) : next;
		if (to === null || to < 0 || to > last) {
			onClose();
		}
		else {
			setStep(to);
		}
	};
	const save = (next) => () => {
		saveCaption(image, text);
		goTo(next);
	};
	useKeys("text", { saveNext: save(step + 1), saveAbove: save(step - 1), saveBelow: save(step + 1) }, { within: form });
	if (!image) {
		return null;
	}
	const type = (event) => {
		setText(event.target.value);
		keepDraft(image.image_id, event.target.value);
	};
	const draft = draftOf(image.image_id);
	const drop = () => {
		dropDraft(image.image_id);
		setText(image.caption ?? "");
	};
	return html`
		<${Dialog} title=${image.filename} isWide onClose=${onClose}>
			<div class="gallery-caption" ref=${form}>
				<div class="gallery-preview">
					${image.thumbnail_url && html`<img key=${image.image_id} src=${`${image.thumbnail_url}&size=1024`} alt="" />`}
				</div>
				<textarea ref=${field} aria-label="Caption" rows="4" dir="auto" maxlength="20000" value=${text} onInput=${type}></textarea>
				${draft !== null && draft !== (image.caption ?? "") && image.caption && html`
					<p class="gallery-note">This is your draft. The saved caption is “${image.caption}”.
						<button class="button-quiet" onClick=${drop}>Use the saved caption</button></p>`}
				<div class="gallery-caption-end">
					<p class="gallery-note">${ids ? `${number(step + 1)} of ${count(ids.length, "image")}` : `${number(step + 1)} of ${number(shown.ratios.length)}`}.${" "}
						<kbd>Ctrl</kbd> <kbd>Enter</kbd> saves and shows the next.</p>
					<button class="button-primary" onClick=${save(step + 1)}>${step === last ? "Save" : "Save and next"}</button>
				</div>
			</div>
		<//>`;
}
