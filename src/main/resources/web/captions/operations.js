import { html, useState } from "../view.js";
import { changeQuery } from "../data/address.js";
import { fail } from "../data/alert.js";
import { get, withQuery } from "../data/api.js";
import { redoOperation, undoOperation } from "../data/jobs.js";
import { useLoad } from "../data/load.js";
import { useMayWrite } from "../data/session.js";
import { renewPages } from "../data/pages.js";
import { count, number, time } from "../data/format.js";
import { say } from "../data/toasts.js";
import { Chips } from "../parts/chips.js";
import { Progress } from "../parts/progress.js";
import { Empty, Loading } from "../parts/states.js";

const KINDS = { save: "Saved", import: "Imported", edit: "Edited", clear: "Cleared", choose: "Chosen", run: "Run" };

/** What was done to captions, newest first. Undo stays here for ever. */
export function Operations({ query }) {
	const kind = KINDS[query.kind] ? query.kind : undefined;
	const [items, setItems] = useState([]);
	const [next, setNext] = useState(null);
	const { data, loading, reload } = useLoad(async (signal) => {
		const page = await get("/api/captions/operations", { query: { kind, count: "none" }, signal });
		setItems(page.items);
		setNext(page.next);
		return page;
	}, [kind], "load the operations");
	const more = async () => {
		try {
			const page = await get("/api/captions/operations", { query: { kind, after: next, count: "none" } });
			setItems([...items, ...page.items]);
			setNext(page.next);
		}
		catch (error) {
			fail("more", error, { doing: "load more operations", retry: more });
		}
	};
	const change = (operation) => setItems(items.map((each) => (each.operation_id === operation.operation_id ? operation : each)));
	if (!data) {
		return loading && html`<${Loading} />`;
	}
	if (items.length === 0 && !kind) {
		return html`<${Empty} title="No operations yet"><p>What changes many captions, such as an import or an edit, appears here and can be undone.</p><//>`;
	}
	return html`
		<div class="captions-bar">
			<${Chips} label="Kind" items=${[[undefined, "All"], ...Object.entries(KINDS)].map(([key, text]) => ({
				key: text, text, isOn: key === kind, onPress: () => changeQuery({ kind: key }),
			}))} />
		</div>
		<ul class="captions-list" aria-label="Operations">
			${items.map((each) => html`<${Operation} key=${each.operation_id} operation=${each} onChange=${change} />`)}
		</ul>
		<div class="captions-more">
			${next && html`<button onClick=${more}>More</button>`}
			<button class="button-quiet" onClick=${reload}>Reload</button>
		</div>`;
}

function Operation({ operation, onChange }) {
	const [job, setJob] = useState(null);
	const [isBusy, setBusy] = useState(false);
	const mayWrite = useMayWrite();
	const { operation_id: id, kind, label, saved, kept, undone_at: undoneAt } = operation;
	const kindName = KINDS[kind] ?? kind;
	// Without a label, the heading is what the line below would repeat.
	const heading = label ?? `${kindName} ${count(saved, "caption")}`;
	const name = label ?? `${heading}, ${time(operation.created_at)}`;
	const act = async (isUndo) => {
		setBusy(true);
		try {
			const { restored, cleared, skipped } = await (isUndo ? undoOperation : redoOperation)(id, setJob);
			say(`${isUndo ? "Undone" : "Done again"}: ${name}. ${count(restored + cleared, "image")} changed${skipped > 0 ? `, ${number(skipped)} not` : ""}`,
				{ undo: () => act(!isUndo) });
			renewPages();
			onChange(await get(`/api/captions/operations/${id}`));
		}
		catch (error) {
			fail(`operation ${id}`, error, { doing: isUndo ? "undo the operation" : "do the operation again", retry: () => act(isUndo) });
		}
		setJob(null);
		setBusy(false);
	};
	return html`
		<li class="captions-item">
			<div class="captions-item-text">
				<h2 class="captions-item-name">${heading}</h2>
				<p class="captions-note">${label && `${kindName} · ${count(saved, "caption")} · `}${kept > 0 && `${number(kept)} into the history only · `}
					${operation.model && `${operation.model} · `}<time datetime=${operation.created_at}>${time(operation.created_at)}</time>
					${undoneAt && html` · <strong>undone</strong> ${time(undoneAt)}`}</p>
				${job && html`<${Progress} label=${name} done=${job.done} total=${job.total} />`}
				<${Details} id=${id} />
			</div>
			${mayWrite && html`<button disabled=${isBusy} aria-label=${`${undoneAt ? "Redo" : "Undo"} ${name}`} onClick=${() => act(!undoneAt)}>${undoneAt ? "Redo" : "Undo"}</button>`}
		</li>`;
}

function Details({ id }) {
	const [details, setDetails] = useState(null);
	const open = async (event) => {
		if (!event.currentTarget.open) {
			return;
		}
		try {
			const [operation, page] = await Promise.all([get(`/api/captions/operations/${id}`),
				get(`/api/captions/operations/${id}/captions`, { query: { per_page: 10, count: "none" } })]);
			setDetails({ operation, captions: page.items });
		}
		catch (error) {
			fail(`details ${id}`, error, { doing: "load the details" });
		}
	};
	return html`
		<details onToggle=${open}>
			<summary>Details</summary>
			${details && html`
				<p><a href=${withQuery("/", { filter: `operation = ${id}` })}>${count(details.operation.current, "caption")} of it ${details.operation.current === 1 ? "is" : "are"} current</a></p>
				<ul class="captions-details">
					${details.captions.map((each) => html`
						<li key=${each.caption_id}><a href=${`/images/${each.image_id}`}>${each.text ?? html`<em>cleared</em>`}</a></li>`)}
				</ul>`}
		</details>`;
}
