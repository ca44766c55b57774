// The request for one file. XMLHttpRequest tells how much has been sent; fetch does not.
import { csrf } from "./api.js";
import { responded, untilNextAttempt } from "./connection.js";

/**
 * Sends a file, and returns the id of its image. While the service is away it waits and sends again. Throws an error whose
 * message says why the service refused the file.
 */
export async function upload(file, { signal, onProgress }) {
	for (;;) {
		const { status, body, wait } = await attempt(file, signal, onProgress);
		signal.throwIfAborted();
		if (status === 0 || status === 503 || status === 429) {
			await untilNextAttempt(wait, signal);
			continue;
		}
		responded();
		const result = body?.results?.[0];
		if (status === 200 && result?.status === "uploaded") {
			return result.image_id;
		}
		throw new Error(result?.detail ?? body?.detail ?? `The service responded with ${status}.`);
	}
}

function attempt(file, signal, onProgress) {
	return new Promise((resolve) => {
		const request = new XMLHttpRequest();
		const form = new FormData();
		form.append("files", file, file.name);
		request.open("POST", "/api/images");
		request.responseType = "json";
		Object.entries({ Accept: "application/json", ...csrf() }).forEach(([name, value]) => request.setRequestHeader(name, value));
		request.upload.onprogress = (event) => onProgress(event.loaded / Math.max(1, event.total));
		const abort = () => request.abort();
		signal.addEventListener("abort", abort, { once: true });
		request.onloadend = () => {
			signal.removeEventListener("abort", abort);
			resolve({ status: request.status, body: request.response, wait: Number(request.getResponseHeader("Retry-After") ?? 0) });
		};
		request.send(form);
	});
}
