// Which images are selected: a set of ids, or all that match a listing minus some ids. It survives saving, searching and
// Back.
import { createStore } from "./store.js";

const NONE = { ids: new Set(), all: null };

/** `{ ids, all }`: without `all` the ids are selected. With `all`, a listing and its total, they are left out. */
export const selection = createStore(NONE);

export const clearSelection = () => selection.set(NONE);

/** Selects all images of a listing, `{ search, filter }`, loaded or not. */
export const selectAll = (listing, total) => selection.set({ ids: new Set(), all: { listing, total } });

export const isSelected = (state, id) => state.ids.has(id) !== (state.all !== null);

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
