// The files that are being sent. They belong to the document, so that uploads go on while the user sees another page.
import { post } from "./api.js";
import { createStore } from "./store.js";
import { upload } from "./upload-request.js";

const PARALLEL = 3;
const ASKED_AT_ONCE = 50;
const SHOWN_EVERY_MS = 100;

/**
 * The files: `{ id, name, size, state, progress, detail }`. The state is waiting, sending, done,
 * known, failed, cancelled, or refused: then sending it again would not help.
 */
export const uploads = createStore([]);

/** Grows when images were added, so that lists are loaded again. */
export const added = createStore(0);

const waiting = [];
const files = [];
let unchecked = [];
let sending = 0;
let isChecking = false;
let timer;
let last = 0;

export const isOver = ({ state }) => !["waiting", "sending"].includes(state);

/** Adds files to those that are being sent. Files that the service has are not sent. */
export function addFiles(some) {
	const created = some.map((file) => ({ id: ++last, file, name: file.name, size: file.size, state: "waiting", progress: 0, detail: "" }));
	files.push(...created);
	unchecked.push(...created);
	show();
	check();
}

/** Sends all failed and cancelled files again. */
export function retryFailed() {
	const failed = files.filter(({ state }) => state === "failed" || state === "cancelled");
	failed.forEach((item) => Object.assign(item, { state: "waiting", progress: 0, detail: "" }));
	waiting.push(...failed);
	show();
	pump();
}

/** Cancels one file, or all that are not sent yet. */
export function cancel(id) {
	files.filter((item) => !isOver(item) && (id === undefined || item.id === id)).forEach((item) => {
		item.state = "cancelled";
		item.controller?.abort();
	});
	show();
}

/** Forgets the files, once all are over. */
export function clearUploads() {
	files.length = 0;
	show();
}

// The hash of a file tells whether the service has it. Without https, browsers offer no hash, and every file is sent.
async function check() {
	if (isChecking) {
		return;
	}
	isChecking = true;
	while (unchecked.length > 0) {
		const some = unchecked.splice(0, ASKED_AT_ONCE).filter(({ state }) => state === "waiting");
		const known = globalThis.crypto?.subtle ? await knownOf(some).catch(() => ({})) : {};
		some.filter(({ hash }) => known[hash]).forEach((item) => Object.assign(item, { state: "known", progress: 1 }));
		waiting.push(...some.filter(({ state }) => state === "waiting"));
		show();
		pump();
		await untilFewWait();
	}
	isChecking = false;
}

async function knownOf(items) {
	for (const item of items) {
		const digest = await crypto.subtle.digest("SHA-256", await item.file.arrayBuffer());
		item.hash = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
	}
	return (await post("/api/images/known", { hashes: items.map(({ hash }) => hash) })).known;
}

async function untilFewWait() {
	while (waiting.length > ASKED_AT_ONCE) {
		await new Promise((resolve) => setTimeout(resolve, SHOWN_EVERY_MS));
	}
}

function pump() {
	while (sending < PARALLEL && waiting.length > 0) {
		const item = waiting.shift();
		if (item.state === "waiting") {
			sending++;
			send(item).finally(() => {
				sending--;
				pump();
			});
		}
	}
}

async function send(item) {
	item.controller = new AbortController();
	item.state = "sending";
	const onProgress = (progress) => {
		item.progress = progress;
		show();
	};
	try {
		item.imageId = await upload(item.file, { signal: item.controller.signal, onProgress });
		Object.assign(item, { state: "done", progress: 1 });
	}
	catch (error) {
		Object.assign(item, item.state === "cancelled" ? {} : { state: error.isFinal ? "refused" : "failed", detail: error.message });
	}
	show();
}

// Thousands of files change often. They are drawn at most ten times a second.
function show() {
	timer ??= setTimeout(() => {
		timer = undefined;
		const done = files.filter(({ state }) => state === "done").length;
		uploads.set([...files]);
		added.set((before) => (files.every(isOver) || done >= before + 100 || done < before ? done : before));
	}, SHOWN_EVERY_MS);
}

addEventListener("beforeunload", (event) => {
	if (files.some((item) => !isOver(item))) {
		event.preventDefault();
	}
});
