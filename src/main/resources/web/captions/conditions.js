// Conditions of the filter language.

/** A value in quotes. */
export const quoted = (text) => `"${text.replace(/\\/g, "\\\\").replace(/"/g, "\\\"")}"`;

/** Connects conditions by AND. */
export function both(...filters) {
	const set = filters.filter(Boolean);
	return set.length > 1 ? set.map((filter) => `(${filter})`).join(" AND ") : set[0];
}

/** The captions that have a tag between commas. */
export function hasTag(tag) {
	const pattern = tag.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
	return `caption CONTAINS ${quoted(tag)} AND caption MATCHES ${quoted(`(^|,)\\s*${pattern}\\s*(,|$)`)}`;
}

/** The captions that have a word, in any case. Of a word that is not ASCII, the service knows no boundaries. */
export function hasWord(word) {
	const contains = `caption CONTAINS ${quoted(word)}`;
	return /^[\w'-]+$/.test(word) ? `${contains} AND caption MATCHES ${quoted(`(?i)\\b${word}\\b`)}` : contains;
}

/**
 * A filter whose conditions all hold for facets. A facet leaves out the parts that are only about its own field, and
 * this one part is about the width too, which is never negative.
 */
export const forFacets = (filter) => (filter ? `NOT (NOT (${filter}) OR width < 0)` : undefined);
