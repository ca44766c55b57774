// Undo of what was done to captions. It works for ever, also on the page of the operations.
import { postJob } from "./api.js";
import { isJob, untilDone } from "./jobs.js";
import { say } from "./toasts.js";

/** Says that captions were saved, with Undo. `after` is called when they are as before. */
export function sayDone(text, operationId, after = () => {}) {
	const undo = async () => {
		const response = await postJob(`/api/captions/operations/${operationId}/undo`);
		await (isJob(response) ? untilDone(response) : response);
		await after();
	};
	say(text, operationId ? { undo } : {});
}
