import { html, useState } from "../view.js";
import { fail } from "../data/alert.js";
import { get, post } from "../data/api.js";
import { count, number } from "../data/format.js";
import { useMayWrite } from "../data/session.js";
import { say } from "../data/toasts.js";

/** The pictures of a run that have failed, with the errors of the workers. */
export function Failures({ run, onRetry }) {
	const [page, setPage] = useState(null);
	const mayWrite = useMayWrite();
	const path = `/api/captions/runs/${run.run_id}/failures`;
	const load = () => get(path, { query: { per_page: 50, count: "none" } })
		.then(setPage, (error) => fail(path, error, { doing: "load the failures", retry: load }));
	const retry = async () => {
		try {
			const { queued } = await post(`${path}/retry`);
			say(`${count(queued, "image")} queued again`);
			setPage(null);
			onRetry();
		}
		catch (error) {
			fail(path, error, { doing: "queue the failed images", retry });
		}
	};
	return html`
		<details onToggle=${(event) => event.currentTarget.open && load()}>
			<summary>${number(run.failed)} failed</summary>
			${mayWrite && run.state !== "cancelled" && html`<button onClick=${retry}>Retry all</button>`}
			<ul class="captions-details">
				${page?.items.map((each) => html`
					<li key=${each.image_id}><a href=${`/images/${each.image_id}`}>${each.path ?? each.image_id}</a>
						<span class="captions-note">${each.error} · ${count(each.attempts, "attempt")}</span></li>`)}
			</ul>
		</details>`;
}
