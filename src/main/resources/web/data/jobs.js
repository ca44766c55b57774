import { Problem, get } from "./api.js";

const WAIT_MS = 500;
const ENDED = ["done", "failed", "cancelled", "interrupted"];

/**
 * Waits until a job has ended, and returns it. `onProgress` gets the job each time it is read. Throws if it failed. A
 * hidden tab does not ask.
 */
export async function untilDone(job, { onProgress = () => {}, signal } = {}) {
	let current = job;
	while (!ENDED.includes(current.state)) {
		onProgress(current);
		await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
		signal?.throwIfAborted();
		if (!document.hidden) {
			current = await get(`/api/jobs/${job.id}`, { signal });
		}
	}
	onProgress(current);
	if (current.state !== "done") {
		throw new Problem(500, { detail: current.message ?? `The job was ${current.state}.` }, null);
	}
	return current;
}

/** Whether a response is a job, because the work takes longer than a request. */
export const isJob = (response) => Boolean(response?.state && response.kind);
