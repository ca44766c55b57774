// A hidden tab sends no request.
import { useEffect, useRef } from "../view.js";

/** Waits until the tab is shown. */
export function untilShown() {
	return document.hidden ? new Promise((resolve) => {
		document.addEventListener("visibilitychange", resolve, { once: true });
	}) : Promise.resolve();
}

/**
 * Calls an async function every few milliseconds while the component and the tab are shown, but not before its last call
 * has ended. Null stops it.
 */
export function useInterval(call, ms) {
	const current = useRef(call);
	current.current = call;
	useEffect(() => {
		if (ms === null) {
			return undefined;
		}
		let isBusy = false;
		const show = async () => {
			if (!document.hidden && !isBusy) {
				isBusy = true;
				await current.current();
				isBusy = false;
			}
		};
		const timer = setInterval(show, ms);
		document.addEventListener("visibilitychange", show);
		return () => {
			clearInterval(timer);
			document.removeEventListener("visibilitychange", show);
		};
	}, [ms]);
}
