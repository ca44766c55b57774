// Work that the service continues after the response, and what undoes it.
import { get, send } from "./api.js";
import { untilShown } from "./visibility.js";

const FIRST_PAUSE_MS = 100;

const PAUSE_MS = 1000;

/** Waits until a job has ended. `onProgress` gets the job again and again. Throws if the job fails. */
async function untilDone(job, onProgress = () => {}, signal) {
	let pause = FIRST_PAUSE_MS;
	for (let current = job; ; current = await get(`/api/jobs/${job.id}`, { signal })) {
		onProgress(current);
		if (current.state === "done") {
			return current.result;
		}
		if (["failed", "cancelled", "interrupted"].includes(current.state)) {
			throw new Error(current.message ?? `The job was ${current.state}.`);
		}
		await new Promise((resolve) => setTimeout(resolve, pause));
		pause = Math.min(PAUSE_MS, 2 * pause);
		await untilShown();
	}
}

/** Sends a request that responds with a result or with a job, and returns the result. */
export async function work(method, path, body, { onProgress, ...options } = {}) {
	const response = await send(method, path, body, options);
	const read = await response.json();
	return response.status === 202 ? untilDone(read, onProgress, options.signal) : read;
}

/** Undoes an operation on captions. */
export const undoOperation = (id, onProgress) => work("POST", `/api/captions/operations/${id}/undo`, undefined, { onProgress });

/** Does an operation on captions again that was undone. */
export const redoOperation = (id, onProgress) => work("POST", `/api/captions/operations/${id}/redo`, undefined, { onProgress });
