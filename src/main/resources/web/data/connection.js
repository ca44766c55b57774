// Whether the service responds. Requests that found it silent wait here together, and try again after 1, 2, 4 … 15 s.
import { createStore } from "./store.js";

const LONGEST = 15;

/** Null while the service responds, otherwise `{ seconds }`, the wait until the next attempt. */
export const outage = createStore(null);

let wait = null;
let attempts = 0;
let waiting = 0;

/** Waits until the next attempt. Rejects if the signal aborts. */
export function untilNextAttempt(retryAfter, signal) {
	wait ??= begin(retryAfter);
	waiting++;
	return new Promise((resolve, reject) => {
		wait.promise.then(resolve);
		signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
	}).finally(() => waiting--);
}

function begin(retryAfter) {
	// A proxy may name a date instead of seconds.
	const seconds = Math.min(LONGEST, Math.max(2 ** attempts, retryAfter || 0));
	attempts++;
	const next = {};
	next.promise = new Promise((resolve) => {
		next.end = () => {
			clearTimeout(next.timer);
			wait = null;
			// Those that waited were given up: nothing will tell whether the service is back.
			if (waiting === 0) {
				responded();
			}
			resolve();
		};
	});
	// A hidden tab sends no requests. It tries again when it is shown.
	next.timer = setTimeout(() => (document.hidden ? undefined : next.end()), seconds * 1000);
	outage.set({ seconds });
	return next;
}

/** Ends the wait at once. */
export const retryNow = () => wait?.end();

/** Notes that the service has responded. */
export function responded() {
	attempts = 0;
	outage.set(null);
}

addEventListener("online", retryNow);
document.addEventListener("visibilitychange", () => (document.hidden ? undefined : retryNow()));
