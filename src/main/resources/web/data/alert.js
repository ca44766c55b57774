// The errors of the page. The frame shows the newest one in its alert, which is empty if there is none.
import { createStore } from "./store.js";

export const alerts = createStore([]);

/**
 * Shows an error until it is cleared. The key names what failed, so that a later failure of the same replaces it.
 * `doing` completes "Could not …", and `retry` is what the button Retry calls.
 */
export function fail(key, error, { doing = "load the page", retry } = {}) {
	if (error.name === "AbortError") {
		return;
	}
	const shown = { key, title: `Could not ${doing}.`, detail: error.message, requestId: error.requestId, retry };
	alerts.set((all) => [...all.filter((each) => each.key !== key), shown]);
}

/** Removes an error, because it was corrected or closed. */
export function clearAlert(key) {
	alerts.set((all) => (all.some((each) => each.key === key) ? all.filter((each) => each.key !== key) : all));
}

/** Removes all errors, because the user has gone to another page. */
export const clearAlerts = () => alerts.set((all) => (all.length > 0 ? [] : all));
