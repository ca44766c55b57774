// Rows of one width, in which each picture keeps its aspect ratio.

const LOWEST = 48;
const NARROWEST = 0.3;

/** The gap between pictures, in pixels, as in tokens.css. */
export const GAP = 4;

/** The heights of rows that the user can choose. */
export const HEIGHTS = [120, 180, 260];

/**
 * Computes the rows for all pictures of a list: `{ firsts, tops, height, rows, total, width }`. `firsts` has the position
 * of the first picture of each row, `tops` its upper edge, and both have one more value, for the end.
 */
export function layOut(ratios, width, target) {
	const total = ratios.length;
	const firsts = new Uint32Array(total + 1);
	const tops = new Float64Array(total + 1);
	let rows = 0;
	let top = 0;
	let sum = 0;
	let first = 0;
	const end = (next, height) => {
		firsts[rows] = first;
		tops[rows++] = top;
		top += Math.min(height, 2 * target) + GAP;
		first = next;
		sum = 0;
	};
	for (let i = 0; i < total; i++) {
		const ratio = shown(ratios[i], width);
		let height = (width - (i - first) * GAP) / (sum + ratio);
		const without = (width - (i - first - 1) * GAP) / sum;
		// Of the row with the picture and the row without it, the one whose height is nearer to the target.
		if (height < target && sum > 0 && without - target < target - height) {
			end(i, without);
			height = width / ratio;
		}
		sum += ratio;
		if (height <= target) {
			end(i + 1, height);
		}
	}
	if (first < total) {
		end(total, target);
	}
	firsts[rows] = total;
	tops[rows] = top;
	return { ratios, firsts, tops, rows, total, width, height: Math.max(0, top - GAP) };
}

// A picture that is very wide or very high is cropped, so that it can still be seen and pressed.
const shown = (ratio, width) => Math.max(NARROWEST, Math.min(ratio, width / LOWEST));

/** Returns the row at a height of the sheet. */
export const rowAt = (layout, top) => lastNotAbove(layout.tops, layout.rows, top);

/** Returns the row of a position. */
export const rowOf = (layout, position) => lastNotAbove(layout.firsts, layout.rows, position);

function lastNotAbove(values, length, value) {
	let low = 0;
	let high = Math.max(0, length - 1);
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if (values[middle] <= value) {
			low = middle;
		}
		else {
			high = middle - 1;
		}
	}
	return low;
}

/** Returns the cells of a row: `{ position, left, width }`, and the row's height. */
export function cellsOf(layout, row) {
	const height = layout.tops[row + 1] - layout.tops[row] - GAP;
	const cells = [];
	let left = 0;
	for (let position = layout.firsts[row]; position < layout.firsts[row + 1]; position++) {
		const width = shown(layout.ratios[position], layout.width) * height;
		cells.push({ position, left, width });
		left += width + GAP;
	}
	return { cells, height };
}

/** Returns the position in another row that is under or above a picture. */
export function neighbour(layout, position, rows) {
	const from = rowOf(layout, position);
	const to = Math.max(0, Math.min(layout.rows - 1, from + rows));
	const here = cellsOf(layout, from).cells[position - layout.firsts[from]];
	const middle = here.left + here.width / 2;
	const cells = cellsOf(layout, to).cells;
	return to === from ? position : (cells.find((cell) => cell.left + cell.width + GAP > middle) ?? cells.at(-1)).position;
}
