import { useEffect, useMemo, useState } from "../view.js";
import { clearAlert, fail } from "../data/alert.js";
import { loadOutline, nameOf, outlineOf, ratioOf } from "../data/outline.js";
import { loadPage, renewPages } from "../data/pages.js";
import { createStore, useStore } from "../data/store.js";

const renewals = createStore(0);
const AWAY_MS = 30_000;
let hiddenSince = null;

// A tab that is shown again after a while may have missed changes.
document.addEventListener("visibilitychange", () => {
	if (document.hidden) {
		hiddenSince = Date.now();
	}
	else if (hiddenSince !== null && Date.now() - hiddenSince > AWAY_MS) {
		renewList();
	}
});

/** Loads what is shown again, because images were added, deleted or edited. */
export function renewList() {
	renewPages();
	renewals.set((before) => before + 1);
}

/**
 * The list that the address describes: `{ listing, ratios, total, problem }`. The first rows arrive before the shapes of
 * the others, and `total` is null until then. What was shown before stays until the first rows are there. `problem` says
 * what is wrong with the filter.
 */
export function useList({ search, filter, sort, seed }) {
	const listing = useMemo(() => ({ search, filter, sort, seed }), [search, filter, sort, seed]);
	const [shown, setShown] = useState(() => shownOf(listing));
	const [problem, setProblem] = useState(null);
	const renewal = useStore(renewals);
	const [attempt, setAttempt] = useState(0);
	useEffect(() => {
		const controller = new AbortController();
		const { signal } = controller;
		load(listing, (next) => signal.aborted || setShown(next), signal).then(() => {
			clearAlert("list");
			setProblem(null);
		}, (error) => {
			if (signal.aborted) {
				return;
			}
			if (error.status === 400 && filter) {
				setProblem(error.message);
			}
			else {
				fail("list", error, { doing: "load the images", retry: () => setAttempt(attempt + 1) });
			}
		});
		return () => controller.abort();
	}, [listing, renewal, attempt]);
	const isCurrent = Boolean(shown) && nameOf(shown.listing) === nameOf(listing);
	return { shown, isCurrent, problem };
}

function shownOf(listing) {
	const outline = outlineOf(listing);
	return outline ? { listing, ratios: outline.ratios, total: outline.total } : null;
}

async function load(listing, show, signal) {
	const known = shownOf(listing);
	if (known) {
		show(known);
	}
	const items = await loadPage(listing, 0, signal);
	if (!known) {
		show({ listing, ratios: Float32Array.from(items, ratioOf), total: null });
	}
	const { ratios, total } = await loadOutline(listing, signal);
	show({ listing, ratios, total });
}
