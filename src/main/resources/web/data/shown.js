// A hidden tab sends no request.
import { useEffect, useRef } from "../view.js";

/** Waits until the tab is shown. */
export function untilShown() {
	return document.hidden ? new Promise((resolve) => {
		document.addEventListener("visibilitychange", resolve, { once: true });
	}) : Promise.resolve();
}

/** Calls a function every few milliseconds while the component and the tab are shown. Null stops it. */
export function useInterval(call, ms) {
	const current = useRef(call);
	current.current = call;
	useEffect(() => {
		if (ms === null) {
			return undefined;
		}
		const timer = setInterval(() => document.hidden || current.current(), ms);
		const show = () => document.hidden || current.current();
		document.addEventListener("visibilitychange", show);
		return () => {
			clearInterval(timer);
			document.removeEventListener("visibilitychange", show);
		};
	}, [ms]);
}
