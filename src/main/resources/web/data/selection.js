// Which images are selected: a set of ids, or all that match a listing minus some ids. It survives saving, searching and
// Back.
import { idConditions, join, quote } from "./filters.js";
import { createStore } from "./store.js";

const NONE = { ids: new Set(), all: null };

/** `{ ids, all }`: without `all` the ids are selected. With `all`, a listing and its total, they are left out. */
export const selection = createStore(NONE);

export const clearSelection = () => selection.set(NONE);

/** Selects all images of a listing, `{ search, filter }`, loaded or not. */
export const selectAll = (listing, total) => selection.set({ ids: new Set(), all: { listing, total } });

/** Returns whether an image of a listing is selected. "All that match" another listing says nothing about it. */
export const isSelected = ({ ids, all }, id, listing) =>
	(all ? !ids.has(id) && (!listing || isSame(all.listing, listing)) : ids.has(id));

const isSame = (one, other) => one.search === other.search && one.filter === other.filter;

/** The number of selected images. */
export const selectedCount = (state) => (state.all ? state.all.total - state.ids.size : state.ids.size);

/** Selects or deselects images. */
export function select(ids, isOn) {
	selection.set((state) => {
		const changed = new Set(state.ids);
		ids.forEach((id) => (isOn === (state.all === null) ? changed.add(id) : changed.delete(id)));
		return { ...state, ids: changed };
	});
}

export const toggle = (id) => select([id], !isSelected(selection.get(), id));

/** Writes the selection in the filter language. */
export function selectionFilter({ ids, all }) {
	return all ? join([all.listing.filter, searchCondition(all.listing.search), ...idConditions([...ids], "NOT IN")]) || "id EXISTS"
		: idConditions([...ids], "IN").join(" OR ");
}

function searchCondition(search) {
	const text = search && quote(search);
	return text && `filename CONTAINS ${text} OR caption CONTAINS ${text}`;
}
