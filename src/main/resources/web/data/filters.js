// The filter language, as far as a page must read it: the conditions that AND connects, and the values of facets.

const TOKEN = /"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|[()[\],]|!=|>=|<=|[=<>]|[^\s()[\],=!<>"']+|!/g;

/** Cuts a filter into `{ text, start, end }`. */
export const tokensOf = (filter) =>
	[...filter.matchAll(TOKEN)].map((match) => ({ text: match[0], start: match.index, end: match.index + match[0].length }));

// The tokens outside of parentheses and lists.
function outerTokens(filter) {
	let depth = 0;
	return tokensOf(filter).filter(({ text }) => {
		depth += "([".includes(text) ? 1 : ")]".includes(text) ? -1 : 0;
		return depth === 0;
	});
}

const hasOr = (filter) => outerTokens(filter).some(({ text }) => /^or$/i.test(text));

/** Splits a filter into the parts that AND connects. Parentheses and OR stay within a part. */
export function partsOf(filter = "") {
	const ends = hasOr(filter) ? [] : outerTokens(filter).filter(({ text }) => /^and$/i.test(text));
	const starts = [0, ...ends.map(({ end }) => end)];
	return starts.map((from, i) => filter.slice(from, ends[i]?.start).trim()).filter(Boolean);
}

/** Connects conditions by AND. Those that are undefined or empty are left out. */
export function join(conditions) {
	const set = conditions.filter(Boolean);
	return set.map((each) => (set.length > 1 && hasOr(each) ? `(${each})` : each)).join(" AND ");
}

const IDS_OF_LIST = 1_000;

/** Writes conditions on ids, since a list has at most 1,000. The operator is IN or NOT IN. */
export function idConditions(ids, operator) {
	const conditions = [];
	for (let i = 0; i < ids.length; i += IDS_OF_LIST) {
		conditions.push(`id ${operator} [${ids.slice(i, i + IDS_OF_LIST).join(", ")}]`);
	}
	return conditions;
}

/** Writes a value in quotes. */
export const quote = (value) => `"${String(value).replace(/["\\]/g, "\\$&")}"`;

const unquote = (value) => (/^["']/.test(value) ? value.slice(1, -1).replace(/\\(["'\\])/g, "$1") : value);
const lastName = (path) => path.split("/").filter(Boolean).at(-1) ?? path;
const SHAPES = { landscape: "aspect > 1", portrait: "aspect < 1", square: "aspect = 1" };
const SIZES = [["Under 1 MP", "megapixels < 1"], ["1 to 8 MP", "megapixels 1 TO 8"], ["Over 8 MP", "megapixels > 8"]];
const capital = (word) => word[0].toUpperCase() + word.slice(1);
const equals = (field) => (value) => `${field} = ${quote(value)}`;

/** The kinds of conditions that chips offer: the facet, its field, and how a value is written and named. */
export const FACETS = [
	{ facet: "captioned", name: "Caption", field: "captioned", write: (value) => `captioned = ${value}`,
		text: (value) => ({ true: "Captioned", false: "No caption" })[value] ?? String(value) },
	{ facet: "caption_model", name: "Model", field: "caption_model", write: equals("caption_model"), text: String },
	{ facet: "caption_source", name: "Source", field: "caption_source", write: equals("caption_source"), text: capital },
	{ facet: "folder", name: "Folder", field: "folder", write: equals("folder"), text: lastName },
	{ facet: "mime_type", name: "Type", field: "mime_type", write: equals("mime_type"),
		text: (value) => value.replace("image/", "").toUpperCase() },
	{ facet: "shape", name: "Shape", field: "aspect", write: (value) => SHAPES[value], text: capital },
	{ facet: "size", name: "Size", field: "megapixels", values: SIZES.map(([text]) => ({ value: text })),
		write: (value) => SIZES.find(([text]) => text === value)[1], text: String },
	{ facet: "year", name: "Taken", field: "taken", write: (year) => `taken ${year}-01-01 TO ${year}-12-31`, text: String },
];

const fieldOf = (part) => tokensOf(part)[0]?.text;

/** Adds the condition of a chip, in place of another one on the same field, or removes it if the filter has it. */
export function toggleCondition(filter, { field }, expression) {
	const parts = partsOf(filter);
	const others = parts.filter((part) => fieldOf(part) !== field);
	return join(parts.includes(expression) ? others : [...others, expression]);
}

/** Returns a name for people of a part of a filter. */
export function nameOfPart(part) {
	for (const facet of FACETS.filter((each) => each.field === fieldOf(part))) {
		const known = [...Object.keys(SHAPES), ...SIZES.map(([text]) => text)]
			.find((value) => ["shape", "size"].includes(facet.facet) && (SHAPES[value] ?? SIZES.find(([text]) => text === value)[1]) === part);
		const value = known ?? part.match(/^taken (\d{4})-01-01 TO \1-12-31$/)?.[1] ?? part.match(/^\w+ = (.+)$/)?.[1];
		if (value && facet.write(known ? value : unquote(value)) === part) {
			return facet.text(unquote(value));
		}
	}
	return part;
}
