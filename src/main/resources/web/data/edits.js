// What the dialog "Edit captions" offers, and the steps of the API that it stands for.
import { post } from "./api.js";
import { work } from "./jobs.js";

/** The kinds of edits by name, each with the values that it begins with. */
export const KINDS = {
	find: { name: "Find and replace", values: { find: "", replace: "", ignoreCase: false, wholeWord: false } },
	pattern: { name: "Find by a regular expression", values: { find: "", replace: "" } },
	prefix: { name: "Add at the beginning", values: { text: "" } },
	suffix: { name: "Add at the end", values: { text: "" } },
	addTags: { name: "Add tags", values: { text: "", at: "end" } },
	removeTags: { name: "Remove tags", values: { text: "" } },
	renameTag: { name: "Replace a tag", values: { find: "", replace: "" } },
	tidyTags: { name: "Remove duplicate tags and sort", values: { sort: "none" } },
	trim: { name: "Remove extra spaces", values: {} },
	case: { name: "Change the case", values: { to: "sentence" } },
	truncate: { name: "Shorten", values: { most: "75", unit: "words" } },
};

export const newEdit = (kind = "find") => ({ kind, ...KINDS[kind].values });

const tags = (text) => text.split(",").map((tag) => tag.trim()).filter((tag) => tag !== "");

const STEPS = {
	find: (edit) => edit.find && { find: edit.find, replace: edit.replace, ignore_case: edit.ignoreCase, whole_word: edit.wholeWord },
	pattern: (edit) => edit.find && { pattern: edit.find, replace: edit.replace },
	prefix: (edit) => edit.text && { prefix: edit.text },
	suffix: (edit) => edit.text && { suffix: edit.text },
	addTags: (edit) => tags(edit.text).length > 0 && { tags: { add: tags(edit.text), add_at: edit.at } },
	removeTags: (edit) => tags(edit.text).length > 0 && { tags: { remove: tags(edit.text) } },
	renameTag: (edit) => edit.find.trim() && edit.replace.trim() && { tags: { rename: { [edit.find.trim()]: edit.replace.trim() } } },
	tidyTags: (edit) => ({ tags: { deduplicate: true, sort: edit.sort } }),
	trim: () => ({ trim: true }),
	case: (edit) => ({ case: edit.to }),
	truncate: (edit) => Number(edit.most) > 0 && { truncate: { [edit.unit]: Number(edit.most) } },
};

/** The step of the API, or null while the edit is incomplete. */
export const stepOf = (edit) => STEPS[edit.kind](edit) || null;

const quoted = (text) => text && `“${text}”`;

/** The name of the operation, at most 255 characters. */
export function labelOf(edits) {
	const names = edits.map((edit) => [KINDS[edit.kind].name, quoted(edit.find ?? edit.text), edit.replace && `with ${quoted(edit.replace)}`]
		.filter(Boolean).join(" "));
	return [...names.join("; ")].slice(0, 255).join("");
}

/** Above this number the service edits by a job. */
export const MANY = 10_000;

/**
 * Edits `count` captions, and returns the result. The service executes the request once, although it may be sent again;
 * a job it begins again.
 */
export const applyEdits = (body, count, onProgress) => (count > MANY
	? work("POST", "/api/captions/edit", body, { onProgress }) : post("/api/captions/edit", body));
