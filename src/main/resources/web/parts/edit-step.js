import { html } from "../view.js";
import { KINDS, newEdit } from "../data/edits.js";
import { Select } from "./select.js";

const NAMES = Object.fromEntries(Object.entries(KINDS).map(([kind, { name }]) => [kind, name]));

const FIELDS = {
	find: [["find", "Find"], ["replace", "Replace with"], ["ignoreCase", "Ignore case"], ["wholeWord", "Whole words"]],
	pattern: [["find", "Regular expression"], ["replace", "Replace with"]],
	prefix: [["text", "Text"]],
	suffix: [["text", "Text"]],
	addTags: [["text", "Tags, separated by commas"], ["at", "Where", { start: "At the beginning", end: "At the end" }]],
	removeTags: [["text", "Tags, separated by commas"]],
	renameTag: [["find", "Tag"], ["replace", "Replace with"]],
	tidyTags: [["sort", "Order", { none: "As it is", alphabetical: "Alphabetical", frequency: "Frequent tags first" }]],
	trim: [],
	case: [["to", "Case", { sentence: "Sentence case", lower: "Lower case", upper: "Upper case" }]],
	truncate: [["most", "At most"], ["unit", "Of", { words: "Words", characters: "Characters" }]],
};

/** One edit: its kind and its values. `onRemove` is absent if it is the only one. */
export function EditStep({ edit, place, onChange, onRemove }) {
	return html`
		<fieldset class="edit-step">
			<legend class="unseen">Edit ${place}</legend>
			<${Select} label="Edit" value=${edit.kind} choices=${NAMES} onValue=${(kind) => onChange(newEdit(kind))} />
			${FIELDS[edit.kind].map(([name, label, choices]) => html`
				<${Field} key=${edit.kind + name} label=${label} value=${edit[name]} choices=${choices}
					onValue=${(value) => onChange({ ...edit, [name]: value })} />`)}
			${onRemove && html`<button type="button" class="button-quiet" onClick=${onRemove}>Remove edit ${place}</button>`}
		</fieldset>`;
}

function Field({ label, value, choices, onValue }) {
	if (typeof value === "boolean") {
		return html`
			<label class="form-check">
				<input type="checkbox" checked=${value} onChange=${(event) => onValue(event.target.checked)} /> ${label}
			</label>`;
	}
	if (choices) {
		return html`<${Select} label=${label} value=${value} choices=${choices} onValue=${onValue} />`;
	}
	return html`
		<label class="form-field">
			<span>${label}</span>
			<input value=${value} spellcheck=${false} autocomplete="off" onInput=${(event) => onValue(event.target.value)} />
		</label>`;
}
