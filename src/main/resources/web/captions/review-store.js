// What the keys of a review do. Keys are processed in order, also while a response is pending.
import { clearAlert, fail } from "../data/alert.js";
import { post, remove } from "../data/api.js";
import { putCaption } from "../data/captions.js";
import { undoOperation } from "../data/jobs.js";
import { ifMayWrite } from "../data/session.js";
import { createMessage, undoLast } from "../data/toasts.js";
import { browse } from "./browse.js";
import { tick } from "./pace.js";

/** Creates a review of a list. Returns the store of `browse` with the actions of the keys. */
export function createReview(name, listing, models) {
	const { store, set, textsOf, refresh, goTo, start } = browse(name, listing, models);
	const current = () => store.get().items[store.get().index];
	let keys = Promise.resolve();
	let saves = Promise.resolve();

	const sayOnly = createMessage();

	const enqueue = (action) => {
		const retry = () => enqueue(action);
		keys = keys.then(action).catch((error) => fail("review", error, { doing: "load the images", retry }));
		return keys;
	};

	const mark = (id, decision) => set({ decided: { ...store.get().decided, [id]: decision } });

	function decide(item, decision, text, request, step = 1) {
		const id = item.image.image_id;
		const before = store.get().decided[id];
		mark(id, decision);
		tick();
		saves = saves.then(async () => {
			try {
				const operation = await request();
				clearAlert(`save ${id}`);
				refresh(item);
				sayOnly(text, operation ? { undo: () => undo(item, operation) } : {});
			}
			catch (error) {
				mark(id, before);
				await failed(item, error, () => decide(item, decision, text, request, 0));
			}
		});
		return step === 0 ? undefined : goTo(Math.max(0, store.get().index + step));
	}

	async function failed(item, error, retry) {
		if (error.now) {
			await refresh(item);
			return set({ conflict: { item, mine: error.mine, theirs: error.now.caption } });
		}
		return fail(`save ${item.image.image_id}`, error, { doing: `save the caption of ${item.image.filename}`, retry });
	}

	async function undo(item, operation) {
		await undoOperation(operation);
		mark(item.image.image_id, undefined);
		await refresh(item);
		return enqueue(() => goTo(store.get().items.findIndex((each) => each.image.image_id === item.image.image_id)));
	}

	return {
		...store,
		start: (at) => enqueue(() => start(at)),
		next: () => enqueue(() => goTo(store.get().index + 1)),
		previous: () => enqueue(() => goTo(store.get().index - 1)),
		goTo: (index) => enqueue(() => goTo(index)),
		take: ifMayWrite((key) => enqueue(async () => {
			const item = current();
			const text = item && (await textsOf(item)).texts.find((each) => each.key === key);
			return text && decide(item, "taken", `${text.label} taken for ${item.image.filename}`, async () => {
				const choices = [{ image_id: item.image.image_id, caption_id: text.captionId }];
				const result = await post("/api/captions/choose", { choices });
				if (result.results[0].status !== "saved") {
					throw new Error(result.results[0].detail ?? "The caption is not there any more.");
				}
				return result.operation_id;
			});
		})),
		clear: ifMayWrite(() => enqueue(() => {
			const item = current();
			return item && decide(item, "cleared", `Caption of ${item.image.filename} cleared`,
				async () => (await remove(`/api/images/${item.image.image_id}/caption`)).operation_id);
		})),
		/** Saves a text. `base` is the caption that the user has changed, null for none. */
		save: (text, step, base, item = current()) => enqueue(() => {
			set({ conflict: null });
			return decide(item, "own", `Caption of ${item.image.filename} saved`,
				async () => (await putCaption(item.image.image_id, text, base)).operation_id, step);
		}),
		/** Ends a conflict. */
		settle: () => set({ conflict: null }),
		// What was decided last may not be saved yet.
		undo: () => enqueue(async () => {
			await saves;
			undoLast();
		}),
	};
}
