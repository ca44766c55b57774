import { html, useEffect, useState } from "../view.js";
import { fail } from "../data/alert.js";
import { hasFiles, readDropped } from "../data/dropped.js";
import { ifMayWrite } from "../data/session.js";
import { useStore } from "../data/store.js";
import { added, addFiles } from "../data/uploads.js";
import { renewList } from "./list.js";

const take = ifMayWrite((files) => readDropped(files, addFiles).catch((error) => fail("drop", error, { doing: "read the files" })));

/** Takes files that are dropped anywhere. The frame shows how they are sent. */
export function Uploads() {
	const [isOver, setOver] = useState(false);
	const count = useStore(added);
	useEffect(() => {
		if (count > 0) {
			renewList();
		}
	}, [count]);
	useEffect(() => {
		const over = (event) => {
			if (hasFiles(event)) {
				event.preventDefault();
				setOver(true);
			}
		};
		const leave = (event) => (event.relatedTarget === null ? setOver(false) : undefined);
		const drop = (event) => {
			if (hasFiles(event)) {
				event.preventDefault();
				setOver(false);
				take(event.dataTransfer);
			}
		};
		const listeners = { dragenter: over, dragover: over, dragleave: leave, drop };
		Object.entries(listeners).forEach(([type, listener]) => document.addEventListener(type, listener));
		return () => Object.entries(listeners).forEach(([type, listener]) => document.removeEventListener(type, listener));
	}, []);
	return isOver && html`<div class="gallery-drop"><p>Drop pictures or folders to upload them</p></div>`;
}
