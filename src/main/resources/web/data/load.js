import { useEffect, useState } from "../view.js";
import { clearAlert, fail } from "./alert.js";

/**
 * Loads data for a component: again when a value of `inputs` changes, and never after the component is gone.
 * `load` gets a signal. Returns `{ data, loading, error, reload, setData }`; old data stays until new data arrives.
 * An error is shown in the alert of the page, with Retry; `doing` completes "Could not …".
 */
export function useLoad(load, inputs, doing = "load the page") {
	const [state, setState] = useState({ data: null, loading: true, error: null });
	const [attempt, setAttempt] = useState(0);
	const reload = () => setAttempt((before) => before + 1);
	useEffect(() => {
		const controller = new AbortController();
		const key = `load ${doing}`;
		setState((before) => ({ ...before, loading: true }));
		load(controller.signal).then((data) => {
			if (!controller.signal.aborted) {
				clearAlert(key);
				setState({ data, loading: false, error: null });
			}
		}, (error) => {
			if (!controller.signal.aborted) {
				fail(key, error, { doing, retry: reload });
				setState((before) => ({ ...before, loading: false, error }));
			}
		});
		return () => controller.abort();
	}, [...inputs, attempt]);
	const setData = (data) => setState((before) => ({ ...before, data }));
	return { ...state, reload, setData };
}
