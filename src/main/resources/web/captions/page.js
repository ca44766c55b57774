import { html } from "../view.js";
import { useTitle } from "../data/address.js";
import { get } from "../data/api.js";
import { useLoad } from "../data/load.js";
import { count } from "../data/text.js";
import { Loading } from "../parts/states.js";

/** The captions of the library. */
export default function Captions() {
	const { data } = useLoad((signal) => get("/api/captions/stats", { signal }), [], "load the captions");
	useTitle("Captions");
	return html`
		<h1 class="captions-title">Captions</h1>
		${data ? html`<p class="captions-title">${count(data.images ?? 0, "image")}</p>` : html`<${Loading} />`}`;
}
