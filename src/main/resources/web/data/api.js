// Requests to the API. While the service is away they wait and are sent again; an error is thrown as a Problem.
import { responded, untilNextAttempt } from "./connection.js";

/** An error response: a problem document (RFC 9457). */
class Problem extends Error {
	constructor(status, document, requestId) {
		super(document.detail ?? document.title ?? `The service responded with ${status}.`);
		this.name = "Problem";
		this.status = status;
		this.type = document.type ?? "";
		this.errors = document.errors ?? [];
		this.requestId = requestId;
	}
}

/** Adds parameters to a path. Those that are undefined, null or empty are left out. */
export function withQuery(path, query = {}) {
	const set = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
	return set.length > 0 ? `${path}?${new URLSearchParams(set)}` : path;
}

/** Reads JSON. Options: `query`, `signal`, `headers`. */
export const get = (path, options) => send("GET", path, undefined, options).then(read);

/** Sends JSON and reads the response, null if it has no body. The service executes a repeated POST once. */
export function post(path, body, options = {}) {
	const headers = { "Idempotency-Key": key(), ...options.headers };
	return send("POST", path, body, { ...options, headers }).then(read);
}

export const put = (path, body, options) => send("PUT", path, body, options).then(read);

export const patch = (path, body, options) => send("PATCH", path, body, options).then(read);

export const remove = (path, options) => send("DELETE", path, undefined, options).then(read);

/**
 * Sends a request and returns its response, for those who need the headers or the stream. If the session has ended, the
 * sign-in leads back to the address, and there to the image `imageId`, whose text is a draft then.
 */
export async function send(method, path, body, { query, signal, headers = {}, imageId } = {}) {
	const address = withQuery(path, query);
	for (let isRepeated = false; ; ) {
		const response = await attempt(method, address, body, signal, headers);
		if (!response || response.status === 503 || response.status === 429) {
			await untilNextAttempt(Number(response?.headers.get("Retry-After") ?? 0), signal);
			continue;
		}
		responded();
		if (response.ok) {
			return response;
		}
		if (response.status === 401) {
			return signIn(imageId);
		}
		const problem = await problemOf(response);
		if (problem.type.endsWith("/csrf") && !isRepeated) {
			isRepeated = true;
			await fetch("/api/session");
			continue;
		}
		throw problem;
	}
}

// Returns null if the service cannot be reached.
async function attempt(method, address, body, signal, headers) {
	const init = { method, signal, headers: { Accept: "application/json", ...headers } };
	if (body !== undefined) {
		init.body = body instanceof Blob || body instanceof FormData ? body : JSON.stringify(body);
		if (typeof init.body === "string") {
			init.headers["Content-Type"] = "application/json";
		}
	}
	if (method !== "GET") {
		Object.assign(init.headers, csrf());
	}
	try {
		return await fetch(address, init);
	}
	catch (error) {
		if (signal?.aborted) {
			throw error;
		}
		return null;
	}
}

/** The header that a write of a session needs. */
export function csrf() {
	const token = document.cookie.match(/(?:^|; )XSRF-TOKEN=([^;]*)/)?.[1];
	return token ? { "X-XSRF-TOKEN": token } : {};
}

const read = async (response) => (response.status === 204 ? null : response.json());

async function problemOf(response) {
	const document = await response.json().catch(() => ({}));
	return new Problem(response.status, document, response.headers.get("X-Request-Id"));
}

// The user may have gone on to the next image, and its requests fail too: the unsaved text counts.
let unsaved;

addEventListener("pageshow", () => {
	unsaved = undefined;
});

function signIn(imageId) {
	unsaved ??= imageId;
	const next = new URL(location.href);
	if (unsaved && next.pathname.startsWith("/images/")) {
		next.pathname = `/images/${unsaved}`;
	}
	else if (unsaved) {
		next.searchParams.set("at", unsaved);
	}
	location.assign(`/sign-in?next=${encodeURIComponent(next.pathname + next.search)}`);
	return new Promise(() => {});
}

// crypto.randomUUID exists only on https and localhost.
function key() {
	return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
