import { html, useState } from "../view.js";
import { alerts, clearAlert } from "../data/alert.js";
import { outage, retryNow } from "../data/connection.js";
import { useStore } from "../data/store.js";
import { useReturnedFocus } from "./focus.js";

/** The alert of the page: the newest error, or that the service is away. It is empty if there is none. */
export function Alert() {
	const away = useStore(outage);
	const error = useStore(alerts).at(-1);
	return html`
		<div class="app-alert" role="alert">
			${away ? html`<${Away} seconds=${away.seconds} />` : error && html`<${Failure} ...${error} key=${error.key} name=${error.key} />`}
		</div>`;
}

function Away({ seconds }) {
	return html`
		<div class="alert" ref=${useReturnedFocus()}>
			<p><strong>The service does not respond.</strong> What you typed is kept. The page tries again${" "}
				${seconds === 1 ? "in a second" : `in ${seconds} seconds`}.</p>
			<button onClick=${retryNow}>Retry now</button>
		</div>`;
}

function Failure({ name, title, detail, requestId, retry }) {
	const close = () => clearAlert(name);
	return html`
		<div class="alert" ref=${useReturnedFocus()}>
			<p><strong>${title}</strong> ${detail}</p>
			${requestId && html`<${RequestId} id=${requestId} />`}
			${retry && html`<button onClick=${() => { close(); retry(); }}>Retry</button>`}
			<button class="button-quiet" onClick=${close}>Close</button>
		</div>`;
}

// The id finds the request in the log of the service.
function RequestId({ id }) {
	const [isCopied, setCopied] = useState(false);
	const copy = () => navigator.clipboard?.writeText(id).then(() => setCopied(true));
	return html`
		<button class="button-quiet alert-id" onClick=${copy} title="Copy the id of the request">
			${isCopied ? "Copied" : html`Request <code>${id}</code>`}
		</button>`;
}
