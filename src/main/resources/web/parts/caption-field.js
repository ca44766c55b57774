import { html, useId, useLayoutEffect, useRef, useState } from "../view.js";
import { complete, useTags, wordAt } from "../data/tag-completion.js";
import { draftOf, dropDraft, keepDraft } from "../data/drafts.js";
import { useKeys } from "../data/keys.js";
import { useMayWrite } from "../data/session.js";
import { count } from "../data/format.js";
import { say, undoLast } from "../data/toasts.js";
import { Completions } from "./tag-completions.js";

/**
 * The text field of a caption, with completion, draft and keys. One field stays on the page from picture to picture, and
 * keeps the focus.
 *
 * - `imageId`: the image. When it changes, the field shows the draft of that image, otherwise its caption.
 * - `caption`: the saved text, or null. Set it to the new text while it is being saved, and back if that fails.
 * - `onSave(text, { step, base })`: Ctrl+Enter and Alt+↓ (step 1), Alt+↑ (-1), the button Save (0). `text` is trimmed; it is
 *   null if there is nothing to save, so only the step is to be taken. `base` is the text that the user has changed, null
 *   for none: what PUT caption expects. Drop the draft after the save, and never before (`data/captions.js` does both).
 * - `onLeave()`: after Escape. Place the focus outside of the field, for example on the `h1`.
 * - `field`: a ref that gets the textarea, for the key E.
 * - `label`: its accessible name, "Caption" by default. `children` stand beside the button Save.
 *
 * A page whose own handler of Escape is "anywhere" lets it pass (return false) while the textarea has the focus.
 */
export function CaptionField({ imageId, caption, onSave, onLeave, field, label = "Caption", children }) {
	const id = useId();
	const own = useRef();
	const element = field ?? own;
	const mayWrite = useMayWrite();
	const edit = useEdit(imageId, caption, element);
	const list = useCompletion(edit, element);
	const save = (step) => {
		list.close();
		if (edit.text.trim() === "" && caption) {
			say("An empty text clears no caption: it stays as it was.");
		}
		onSave(edit.isChanged ? edit.text.trim() : null, { step, base: edit.base });
		edit.end();
	};
	useKeys("text", {
		saveNext: () => save(1),
		saveBelow: () => save(1),
		saveAbove: () => save(-1),
		accept: () => list.tags.length > 0 && list.accept(list.active),
		choose: (event) => list.tags.length > 0 && list.move(event.key === "ArrowDown" ? 1 : -1),
		undo: () => !edit.isTyped && undoLast(),
		leave: () => (list.tags.length > 0 ? list.close() : (element.current.blur(), onLeave?.())),
	}, { within: element });
	return html`
		<div class="caption-field">
			<textarea ref=${element} class="caption-text" aria-label=${label} dir="auto" rows="3" maxlength="20000" spellcheck
				readonly=${!mayWrite} placeholder=${mayWrite ? "Describe the image" : "No caption"} value=${edit.text} onInput=${(event) => { edit.type(event.target.value); list.look(); }}
				onBlur=${list.close} aria-autocomplete="list" aria-haspopup="listbox" aria-controls=${id}
				aria-activedescendant=${list.tags.length > 0 ? `${id}-${list.active}` : undefined} />
			<${Completions} id=${id} tags=${list.tags} active=${list.active} onAccept=${list.accept} />
			<div class="caption-tools">
				${mayWrite && html`<button onClick=${() => save(0)} disabled=${!edit.isChanged} title="Save (Ctrl+Enter: and go to the next image)">Save</button>`}
				${edit.isChanged && html`<button class="button-quiet" onClick=${edit.discard}>Discard</button>`}
				${children}
				<span class="caption-state">${edit.isChanged ? "Draft, " : ""}${words(edit.text)}</span>
			</div>
		</div>`;
}

function words(text) {
	return count(text.match(/\S+/g)?.length ?? 0, "word");
}

// What the user types on one image. Without it, the field shows the draft or the caption.
function useEdit(imageId, caption, element) {
	const [typed, setTyped] = useState(null);
	const mine = typed?.imageId === imageId ? typed : { text: draftOf(imageId) ?? caption ?? "", base: caption };
	const isChanged = mine.text.trim() !== "" && mine.text.trim() !== (caption ?? "").trim();
	useLayoutEffect(() => {
		element.current.setSelectionRange(mine.text.length, mine.text.length);
		element.current.scrollTop = 0;
	}, [imageId]);
	const type = (text) => {
		setTyped({ imageId, text, base: mine.base });
		keepDraft(imageId, text.trim() === (caption ?? "").trim() ? "" : text);
	};
	const end = () => setTyped(null);
	const discard = () => {
		dropDraft(imageId);
		setTyped({ imageId, text: caption ?? "", base: caption });
		element.current.focus();
	};
	return { text: mine.text, base: mine.base, isTyped: mine === typed, isChanged, type, end, discard };
}

function useCompletion(edit, element) {
	const [place, setPlace] = useState(null);
	const [active, setActive] = useState(0);
	const tags = useTags(place?.word);
	const look = () => {
		setActive(0);
		setPlace(wordAt(element.current.value, element.current.selectionStart));
	};
	const close = () => setPlace(null);
	const accept = (index) => {
		const { text, caret } = complete(edit.text, place, tags[index].tag);
		close();
		element.current.value = text;
		element.current.setSelectionRange(caret, caret);
		edit.type(text);
	};
	const move = (step) => setActive((active + step + tags.length) % tags.length);
	return { tags, active, look, close, accept, move };
}
