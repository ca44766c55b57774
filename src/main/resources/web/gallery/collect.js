import { html, useState } from "../view.js";
import { fail } from "../data/alert.js";
import { MOST_MEMBERS, collect, idsOf, loadCollections, uncollect } from "../data/collections.js";
import { useLoad } from "../data/load.js";
import { count as counted } from "../data/format.js";
import { say } from "../data/toasts.js";
import { Dialog, useWhileShown } from "../parts/dialog.js";

/** Adds the selection to a collection of the photo library. Images that are no photos of the library are counted. */
export function CollectDialog({ ids, filter, count, onClose: close }) {
	const onClose = useWhileShown(close);
	const { data: collections } = useLoad(loadCollections, [], "list the collections");
	const [chosen, setChosen] = useState("");
	const [name, setName] = useState("");
	const [isBusy, setBusy] = useState(false);
	const [result, setResult] = useState(null);
	const isTooMany = count > MOST_MEMBERS;
	const submit = async (event) => {
		event.preventDefault();
		setBusy(true);
		try {
			const members = ids ?? await idsOf(filter);
			const target = collections.find((each) => each.id === chosen) ?? { name: name.trim() };
			const done = await collect(members, target);
			if (done.added > 0) {
				const undo = done.present === 0 ? () => uncollect(members, done.collection) : undefined;
				say(`${counted(done.added, "photo")} added to ${done.collection.name}`, { undo });
			}
			if (done.missing.length === 0 && done.added > 0) {
				onClose();
			}
			setResult(done);
		}
		catch (error) {
			onClose();
			fail("collect", error, { doing: "add the images to the collection" });
		}
		setBusy(false);
	};
	return html`
		<${Dialog} title=${`Add ${counted(count, "image")} to a collection`} onClose=${onClose}>
			${isTooMany && html`<p>At most ${counted(MOST_MEMBERS, "image")} can be added at once. Select fewer.</p>`}
			${result ? html`<${Result} result=${result} />` : !isTooMany && collections && html`
				<form class="gallery-collect" onSubmit=${submit}>
					<label>Collection
						<select value=${chosen} onChange=${(event) => setChosen(event.target.value)}>
							<option value="">New collection</option>
							${collections.map((each) => html`<option key=${each.id} value=${each.id}>${each.name}</option>`)}
						</select>
					</label>
					${chosen === "" && html`
						<label>Name <input value=${name} maxlength="255" autocomplete="off" onInput=${(event) => setName(event.target.value)} /></label>`}
					<button class="button-primary" disabled=${isBusy || (chosen === "" && name.trim() === "")}>Add</button>
				</form>`}
		<//>`;
}

function Result({ result: { collection, added, present, missing } }) {
	return html`
		<p role="status">${counted(added, "photo")} added${present > 0 && `, ${counted(present, "photo")} already there`}.
			${missing.length > 0 && ` ${counted(missing.length, "image")} not added: a collection holds photos of the library only.`}
			${!collection && " The collection was not created."}</p>`;
}
