import { html, useEffect } from "../view.js";
import { clearSelection, selectAll, selectedCount, selection, selectionFilter } from "../data/selection.js";
import { useMayWrite } from "../data/session.js";
import { useStore } from "../data/store.js";
import { number } from "../data/format.js";
import { EditMany } from "../parts/edit-many.js";
import { CaptionDialog } from "./caption.js";
import { CollectDialog } from "./collect.js";
import { ExportDialog } from "./export.js";
import { noteEdits } from "./last-edit.js";
import { renewList } from "./list.js";
import { More } from "./more.js";
import { DeleteDialog } from "./delete.js";
import { WarmDialog } from "./warm.js";

/** The bar for the selected images, and the dialogs that it and the keys open. */
export function Selected({ shown, navigation, dialog, setDialog }) {
	const chosen = useStore(selection);
	const mayWrite = useMayWrite();
	const chosenCount = selectedCount(chosen);
	const close = () => {
		navigation.wantsFocus.current = true;
		setDialog(null);
	};
	useEffect(() => () => setDialog(null), [shown.listing]);
	const { total, listing } = shown;
	const canAdd = !chosen.all && total !== null && total > chosenCount;
	return html`
		<div class="gallery-selected" role="group" aria-label="Selection" hidden=${chosenCount === 0}>
			<p role="status">${chosenCount > 0 && `${number(chosenCount)} selected`}</p>
			${canAdd && html`<button class="button-quiet" onClick=${() => selectAll(listing, total)}>Select all ${number(total)} that match</button>`}
			<button class="button-quiet" onClick=${() => { navigation.wantsFocus.current = true; clearSelection(); }}>Clear</button>
			<span class="gallery-actions">
				${mayWrite && html`<button onClick=${() => setDialog({ name: "caption", ...(chosen.all ? { position: navigation.current } : { ids: [...chosen.ids] }) })}>Caption</button>`}
				${mayWrite && html`<button onClick=${() => setDialog({ name: "edit" })}>Edit…</button>`}
				<${More} mayWrite=${mayWrite} onChoose=${(name) => setDialog({ name })} />
				${mayWrite && html`<button class="button-danger" onClick=${() => setDialog({ name: "remove" })}>Delete</button>`}
			</span>
		</div>
		${dialog?.name === "caption" && html`<${CaptionDialog} ...${dialog} shown=${shown} navigation=${navigation} onClose=${close} />`}
		${dialog?.name === "remove" && html`<${DeleteDialog} image=${dialog.image} onClose=${close} />`}
		${dialog?.name === "export" && html`<${ExportDialog} filter=${selectionFilter(chosen)} count=${chosenCount} onClose=${close} />`}
		${dialog?.name === "warm" && html`<${WarmDialog} filter=${selectionFilter(chosen)} count=${chosenCount} onClose=${close} />`}
		${dialog?.name === "collect" && html`
			<${CollectDialog} ids=${chosen.all ? null : [...chosen.ids]} filter=${selectionFilter(chosen)} count=${chosenCount} onClose=${close} />`}
		${dialog?.name === "edit" && html`
			<${EditMany} filter=${selectionFilter(chosen)} count=${chosenCount} onClose=${close}
				onDone=${(response, edits) => { noteEdits(edits); close(); renewList(); }} />`}`;
}
