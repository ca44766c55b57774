// What can follow in a filter that is being typed.
import { quote, tokensOf } from "./filters.js";

const MOST = 8;
const JOINS = ["AND", "OR"];

/**
 * Returns the completions at a place of a text: `{ from, to, items }`. Each item replaces the text between. `fields` are
 * those of `/api/filters/images`, and `values` the known values by field.
 */
export function complete(text, caret, fields, values) {
	const tokens = tokensOf(text.slice(0, caret));
	const last = tokens.at(-1);
	const word = last && last.end === caret && !/^[()[\],=<>!]/.test(last.text) ? last : null;
	const state = walk(word ? tokens.slice(0, -1) : tokens, fields);
	const typed = (word?.text ?? "").replace(/^["']/, "").toLowerCase();
	const all = candidates(state, fields, values);
	const items = [...all.filter((item) => item.toLowerCase().replace(/^"/, "").startsWith(typed)),
		...all.filter((item) => item.toLowerCase().replace(/^"/, "").indexOf(typed) > 0)];
	return { from: word ? word.start : caret, to: caret, items: items.filter((item) => item !== word?.text).slice(0, MOST) };
}

function candidates({ next, field }, fields, values) {
	switch (next) {
		case "field": return [...fields.map((each) => each.name), "NOT"];
		case "operator": return field?.operators ?? [];
		case "value": return (field?.values ?? values[field?.name] ?? []).map((value) => (/^[\w/.-]+$/.test(value) ? value : quote(value)));
		default: return JOINS;
	}
}

function walk(tokens, fields) {
	let state = { next: "field", field: null };
	for (const { text } of tokens) {
		state = { ...state, ...after(state, text, fields) };
	}
	return state;
}

function after({ next }, text, fields) {
	const word = text.toUpperCase();
	if (next === "field") {
		return ["NOT", "("].includes(word) ? {} : { next: "operator", field: fields.find((field) => field.name === text) ?? null };
	}
	if (next === "operator") {
		return ["NOT", "STARTS"].includes(word) ? {} : { next: word === "EXISTS" ? "join" : "value" };
	}
	if (next === "value") {
		return ["[", "WITH"].includes(word) ? {} : { next: "join" };
	}
	return JOINS.includes(word) ? { next: "field" } : [",", "TO"].includes(word) ? { next: "value" } : {};
}
