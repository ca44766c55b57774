// Conditions of the filter language.
import { quote } from "../data/filters.js";

/** The captions that have a tag between commas. */
export function hasTag(tag) {
	const pattern = tag.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
	return `caption CONTAINS ${quote(tag)} AND caption MATCHES ${quote(`(^|,)\\s*${pattern}\\s*(,|$)`)}`;
}

/** The captions that have a word, in any case. Of a word that is not ASCII, the service knows no boundaries. */
export function hasWord(word) {
	const contains = `caption CONTAINS ${quote(word)}`;
	return /^[\w'-]+$/.test(word) ? `${contains} AND caption MATCHES ${quote(`(?i)\\b${word}\\b`)}` : contains;
}

/**
 * A filter whose conditions all hold for facets. A facet leaves out the parts that are only about its own field. This
 * filter has one part, which is about the width too, and the width is never negative.
 */
export const forFacets = (filter) => (filter ? `NOT (NOT (${filter}) OR width < 0)` : undefined);
