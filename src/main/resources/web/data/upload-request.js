// The request for one file. XMLHttpRequest tells how much has been sent; fetch does not.
import { csrf } from "./api.js";
import { responded, untilNextAttempt } from "./connection.js";

const MOST_CUT = 3;

/**
 * Sends a file, and returns the id of its image. While the service is away it waits and sends again. Throws an error whose
 * message says why the service refused the file, with `isFinal` if it would refuse the file again.
 */
export async function upload(file, { signal, onProgress }) {
	let cut = 0;
	let isRepeated = false;
	for (;;) {
		let isBegun = false;
		const { status, body, wait } = await attempt(file, signal, (progress) => {
			isBegun = progress > 0;
			onProgress(progress);
		});
		signal.throwIfAborted();
		// A service that is away takes no bytes. One that closes the connection again and again refuses the file.
		cut += status === 0 && isBegun ? 1 : 0;
		if (cut > MOST_CUT) {
			throw refused("The service closes the connection. The file may be too large.", true);
		}
		if (status === 0 || status === 503 || status === 429) {
			await untilNextAttempt(wait, signal);
			continue;
		}
		responded();
		const result = body?.results?.[0];
		if (status === 200 && result?.status === "uploaded") {
			return result.image_id;
		}
		if (body?.type?.endsWith("/csrf") && !isRepeated) {
			isRepeated = true;
			await fetch("/api/session");
			continue;
		}
		// The same file would be refused again, except by a server error, or after another sign-in.
		throw refused(result?.detail ?? body?.detail ?? `The service responded with ${status}.`, status < 500 && status !== 401 && status !== 403);
	}
}

const refused = (text, isFinal) => Object.assign(new Error(text), { isFinal });

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
