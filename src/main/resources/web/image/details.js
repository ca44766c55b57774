// What the panel shows beside the image itself. It is loaded when the user stays with a picture.
import { useEffect, useState } from "../view.js";
import { fail } from "../data/alert.js";
import { get, patch, post } from "../data/api.js";
import { isSaving } from "../data/captions.js";
import { say } from "../data/toasts.js";

const NONE = { captions: null, exif: null, prompts: [], photo: null, collections: [] };
const SETTLED_MS = 200;
const SHOWN = 20;

/** Returns the id of the image that the user stays with, null while pictures change quickly. */
export function useSettled(id) {
	const [settled, setSettled] = useState(null);
	useEffect(() => {
		const timer = setTimeout(setSettled, SETTLED_MS, id);
		return () => clearTimeout(timer);
	}, [id]);
	return settled === id ? id : null;
}

/**
 * Loads the details of an image, the captions again when it was changed: `{ captions, exif, prompts, photo, collections, rate }`.
 * `show(image)` gets the image as it is now.
 */
export function useDetails(id, updated, show) {
	const [details, setDetails] = useState({ id: null, ...NONE });
	const shown = details.id === id ? details : NONE;
	const set = (changes) => setDetails((before) => ({ ...(before.id === id ? before : NONE), id, ...changes }));
	useEffect(() => within(async (signal) => {
		const now = await get(`/api/images/${id}`, { signal }).catch((error) => isGone(error, id));
		if (!isSaving(id)) {
			show(now);
		}
		const filter = `image CONTAINS ${id}`;
		const [exif, prompts, photos] = await Promise.all([
			get(`/api/images/${id}/metadata`, { signal }).catch(unless(signal, {})),
			get("/api/prompts", { query: { filter, per_page: SHOWN, count: "none" }, signal }).catch(unless(signal, { items: [] })),
			get("/api/photos", { query: { image_id: id, per_page: 1, count: "none" }, signal }).catch(unless(signal, { items: [] })),
		]);
		const photo = photos.items[0] ?? null;
		set({ exif, prompts: prompts.items, photo });
		const of = photo && await get("/api/collections", { query: { photo_id: photo.id, per_page: SHOWN }, signal });
		set({ collections: of?.items ?? [] });
	}, id), [id]);
	useEffect(() => within(async (signal) => {
		set({ captions: await get(`/api/images/${id}/captions`, { query: { per_page: SHOWN }, signal }) });
	}, id), [id, updated]);
	const rate = (rating) => rateOf(shown.photo, rating, (photo) => set({ photo }));
	return { ...shown, rate };
}

// The details are an addition. Where they are missing, the picture and its caption are there all the same.
function within(load, id) {
	if (!id) {
		return undefined;
	}
	const controller = new AbortController();
	load(controller.signal).catch(() => {});
	return () => controller.abort();
}

function unless(signal, value) {
	return (error) => {
		if (signal.aborted) {
			throw error;
		}
		return value;
	};
}

function isGone(error, id) {
	if (error.status === 404) {
		return { image_id: id, isGone: true };
	}
	throw error;
}

async function rateOf(photo, rating, show) {
	show({ ...photo, rating });
	try {
		const { operation_id: operation } = await patch(`/api/photos/${photo.id}`, { rating });
		const undo = async () => {
			await post(`/api/library/operations/${operation}/undo`);
			show(photo);
		};
		say(rating ? `Rated ${rating}` : "Rating removed", operation ? { undo } : {});
	}
	catch (error) {
		show(photo);
		fail(`rate ${photo.id}`, error, { doing: "save the rating" });
	}
}
