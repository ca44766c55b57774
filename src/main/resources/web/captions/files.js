import { html } from "../view.js";
import { useMayWrite } from "../data/session.js";
import { Export } from "./export.js";
import { Import } from "./import.js";

/** Captions as files: export and import. */
export function Files({ query }) {
	return html`
		<div class="captions-figures">
			<${Export} filter=${query.filter} />
			${useMayWrite() && html`<${Import} />`}
		</div>`;
}
