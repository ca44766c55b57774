// Goes through the images of a list, and loads what comes next before the user asks for it.
import { fail } from "../data/alert.js";
import { replaceImage } from "../data/pages.js";
import { createPreload } from "../data/preload.js";
import { createStore } from "../data/store.js";
import { openList } from "./lists.js";
import { loadTexts } from "./texts.js";

/** How many images before the end of the loaded ones further ones are loaded. */
const AHEAD = 10;

/** Of how many images before and after the current one the texts are kept. */
const KEPT = 20;

/**
 * Opens a list. The store holds `{ items, index, total, isReady, isEnd, decided, texts, conflict }`: `decided` has taken,
 * own or cleared by image id, and `texts` what `loadTexts` returned. The index of the end is the number of items.
 */
export function browse(name, listing, models) {
	const store = createStore({
		items: [], index: 0, total: null, isReady: false, isEnd: false, decided: {}, texts: {}, conflict: null,
	});
	const set = (changes) => store.set((state) => ({ ...state, ...changes }));
	const loading = new Map();
	const slots = [];
	const preload = createPreload();
	let list = null;
	let loadingMore = null;
	let newest = Promise.resolve();

	function textsOf(item) {
		const id = item.image.image_id;
		if (!loading.has(id)) {
			const read = loadTexts(id, models, slots, newest);
			newest = read;
			loading.set(id, read);
			read.then(({ image }) => replaceImage(image), () => {});
			read.then((texts) => loading.get(id) === read && store.set((state) => ({ ...state, texts: { ...state.texts, [id]: texts } })),
				(error) => {
					loading.delete(id);
					fail("review texts", error, { doing: "load the captions", retry: () => textsOf(item).catch(() => {}) });
				});
		}
		return loading.get(id);
	}

	function refresh(item) {
		loading.delete(item.image.image_id);
		return textsOf(item).catch(() => item);
	}

	function more() {
		loadingMore ??= list.next().then((items) => set({ items: [...store.get().items, ...items], isEnd: items.length === 0 }))
			.finally(() => {
				loadingMore = null;
			});
		return loadingMore;
	}

	async function goTo(index) {
		if (index < 0) {
			const before = await list.previous();
			set({ items: [...before, ...store.get().items], index: Math.max(0, before.length - 1) });
			return show();
		}
		if (index >= store.get().items.length && !store.get().isEnd) {
			await more();
		}
		set({ index: Math.min(index, store.get().items.length) });
		return show();
	}

	// What comes next is loaded before the user asks for it.
	function show() {
		const { items, index, isEnd } = store.get();
		items.slice(index, index + 3).forEach((item) => textsOf(item).catch(() => {}));
		preload.want(items.slice(index + 1, index + 3).map(({ image }) => `${image.thumbnail_url}&size=1024`));
		forget(items.slice(Math.max(0, index - KEPT), index + KEPT));
		if (!isEnd && items.length - index < AHEAD) {
			more().catch(() => {});
		}
	}

	// Whoever reviews for a day does not keep the texts of the whole day.
	function forget(near) {
		if (loading.size > 4 * KEPT) {
			const kept = near.map((item) => item.image.image_id).filter((id) => loading.has(id));
			[...loading.keys()].filter((id) => !kept.includes(id)).forEach((id) => loading.delete(id));
			store.set((state) => ({ ...state, texts: Object.fromEntries(kept.map((id) => [id, state.texts[id]])) }));
		}
	}

	async function start(at) {
		set({ isFailed: false });
		try {
			list = await openList(name, { ...listing, at });
			set({ total: list.total });
			await more();
		}
		catch (error) {
			set({ isFailed: true });
			throw error;
		}
		const index = store.get().items.findIndex((item) => item.image.image_id === at);
		set({ isReady: true, index: Math.max(0, index) });
		show();
	}

	return { store, set, textsOf, refresh, goTo, start };
}
