// The images that get captions one after the other, and the text of each.
import { useEffect, useRef, useState } from "../view.js";
import { fail } from "../data/alert.js";
import { get } from "../data/api.js";
import { draftOf, dropDraft, keepDraft } from "../data/drafts.js";
import { PAGE_SIZE, imageAt, loadPage } from "../data/pages.js";
import { saveCaption } from "./save-caption.js";
import { nextUncaptioned } from "./uncaptioned.js";

/**
 * Returns `{ image, text, step, last, isOver, type, drop, save }`. The image is null while the next one is awaited: what
 * the user types meanwhile belongs to that one. `isOver` tells that there is none for a text that was typed.
 */
export function useCaptionWalk({ position, ids, isOfUncaptioned, isSought, shown, navigation, onClose }) {
	const { listing } = shown;
	const first = ids || isSought ? null : imageAt(listing, position) ?? null;
	const [now, setNow] = useState(() => ({ step: ids ? 0 : position, image: first, text: first ? textOf(first) : "", isOver: false }));
	const live = useRef(now);
	// Texts that were saved before their image was there: `{ text, by }`.
	const ahead = useRef([]);
	const isOpen = useRef(true);
	const set = (changes) => {
		live.current = { ...live.current, ...changes };
		setNow(live.current);
	};
	const last = ids ? ids.length - 1 : shown.ratios.length - 1;

	const end = () => (live.current.text || ahead.current.length > 0
		? set({ isOver: true, text: [...ahead.current.map((each) => each.text), live.current.text].join("\n").trim() }) : onClose());

	const arrive = (image, step) => {
		const waiting = ahead.current.shift();
		if (waiting) {
			saveCaption(image, textOf(image) + waiting.text);
			goBy(waiting.by, step, image);
			return;
		}
		const typed = live.current.text;
		if (typed) {
			keepDraft(image.image_id, textOf(image) + typed);
		}
		if (isOpen.current) {
			set({ image, step, text: textOf(image) });
			if (!ids) {
				navigation.moveTo(step);
			}
		}
	};

	const goBy = async (by, from = live.current.step, image = live.current.image) => {
		set({ image: null, text: image === live.current.image ? "" : live.current.text });
		try {
			const to = isOfUncaptioned && by > 0 ? await nextUncaptioned(shown, from, image) : from + by;
			if (to === null || to < 0 || to > last) {
				end();
				return;
			}
			arrive(ids ? await get(`/api/images/${ids[to]}`) : imageAt(listing, to) ?? await imageOf(listing, to), to);
		}
		catch (error) {
			fail("caption", error, { doing: "load the next image" });
			end();
		}
	};

	useEffect(() => {
		if (!now.image) {
			goBy(ids || !isSought ? 0 : 1, now.step, isSought ? imageAt(listing, position) : null);
		}
		else {
			navigation.moveTo(position);
		}
		return () => {
			isOpen.current = false;
		};
	}, []);

	const type = (text) => {
		set({ text });
		if (live.current.image) {
			keepDraft(live.current.image.image_id, text);
		}
	};
	const drop = () => {
		dropDraft(live.current.image.image_id);
		set({ text: live.current.image.caption ?? "" });
	};
	const save = (by) => {
		const { image, text, isOver } = live.current;
		if (image) {
			saveCaption(image, text);
			goBy(by);
		}
		else if (!isOver) {
			ahead.current.push({ text, by });
			set({ text: "" });
		}
	};
	return { ...now, last, type, drop, save };
}

const textOf = (image) => draftOf(image.image_id) ?? image.caption ?? "";

async function imageOf(listing, position) {
	const items = await loadPage(listing, Math.floor(position / PAGE_SIZE));
	return items[position % PAGE_SIZE];
}
