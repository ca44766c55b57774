// Which words of texts differ. A text is cut into pieces `{ text, isMarked }`, which together are the text.

/** The most pairs of words that are compared one by one. Longer texts are compared at their ends only. */
const MOST_PAIRS = 250_000;

/** White space, a word with the apostrophes and hyphens inside, or one other character. */
const PIECE = /\s+|[\p{L}\p{N}\p{M}]+(?:['’-][\p{L}\p{N}\p{M}]+)*|[^\s\p{L}\p{N}\p{M}]/gu;

const cut = (text) => text?.match(PIECE) ?? [];

const keyOf = (piece) => (/[\p{L}\p{N}]/u.test(piece) ? piece.toLowerCase() : "");

/** Marks what was removed from the first text, and what was added in the second: `[before, after]`. */
export function changes(before, after) {
	const [old, fresh] = [cut(before), cut(after)];
	let start = 0;
	while (start < old.length && start < fresh.length && old[start] === fresh[start]) {
		start++;
	}
	let end = 0;
	while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end)) {
		end++;
	}
	const [keptOld, keptFresh] = common(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end));
	const mark = (pieces, kept) => joined(pieces.map((text, i) => ({
		text, isMarked: i >= start && i < pieces.length - end && !kept.has(i - start),
	})));
	return [mark(old, keptOld), mark(fresh, keptFresh)];
}

// The places of a longest common sequence in both lists.
function common(old, fresh) {
	const kept = [new Set(), new Set()];
	if (old.length * fresh.length > MOST_PAIRS) {
		return kept;
	}
	const width = fresh.length + 1;
	const lengths = new Uint16Array((old.length + 1) * width);
	for (let i = old.length - 1; i >= 0; i--) {
		for (let j = fresh.length - 1; j >= 0; j--) {
			lengths[i * width + j] = old[i] === fresh[j] ? lengths[(i + 1) * width + j + 1] + 1
				: Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
		}
	}
	for (let i = 0, j = 0; i < old.length && j < fresh.length; ) {
		if (old[i] === fresh[j]) {
			kept[0].add(i++);
			kept[1].add(j++);
		}
		else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) {
			i++;
		}
		else {
			j++;
		}
	}
	return kept;
}

// Neighbours of the same kind become one piece. White space between two marked words is marked with them.
function joined(pieces) {
	const all = [];
	pieces.forEach((piece, i) => {
		const isBetween = /^\s+$/.test(piece.text) && pieces[i - 1]?.isMarked && pieces[i + 1]?.isMarked;
		const isMarked = piece.isMarked || Boolean(isBetween);
		if (all.at(-1)?.isMarked === isMarked) {
			all.at(-1).text += piece.text;
		}
		else {
			all.push({ text: piece.text, isMarked });
		}
	});
	return all;
}

/** Words that say nothing by themselves. A text that has one more of them does not differ. */
const SMALL = new Set("a an and are as at by for from in is it its of on or the to was with".split(" "));

/** In a text of more words than this, marks on most of them would tell nothing, so there are none. */
const FEW = 12;

/** Marks in each of the texts the words that most of the others lack. A single text has no marks. */
export function differences(texts) {
	const words = texts.map((text) => new Set(cut(text).map(keyOf)));
	return texts.map((text, at) => {
		const pieces = cut(text).map((piece) => {
			const key = keyOf(piece);
			const isWord = key !== "" && !SMALL.has(key);
			const having = isWord ? words.filter((each, i) => i !== at && each.has(key)).length : 0;
			return { text: piece, isWord, isMarked: isWord && texts.length > 1 && having * 2 < texts.length - 1 };
		});
		const all = pieces.filter((piece) => piece.isWord).length;
		const marked = pieces.filter((piece) => piece.isMarked).length;
		return joined(all > FEW && marked * 2 > all ? [{ text, isMarked: false }] : pieces);
	});
}
