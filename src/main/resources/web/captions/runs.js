import { html, useRef, useState } from "../view.js";
import { fail } from "../data/alert.js";
import { get, post, withQuery } from "../data/api.js";
import { useLoad } from "../data/load.js";
import { useMayWrite } from "../data/session.js";
import { useInterval } from "../data/visibility.js";
import { count, number, time } from "../data/format.js";
import { Line } from "../parts/chart.js";
import { Progress } from "../parts/progress.js";
import { Empty, Loading } from "../parts/states.js";
import { Failures } from "./failures.js";
import { NewRun } from "./new-run.js";
import { duration } from "./pace.js";

const POLL_MS = 2000;

/** The most rates of the line. */
const RATES = 120;

/** The runs of models over many pictures, live while the tab is shown. */
export function Runs({ query, models }) {
	const [isNew, setNew] = useState(false);
	const { data, loading, reload, setData } = useLoad((signal) => get("/api/captions/runs", { query: { count: "none" }, signal }), [], "load the runs");
	const mayWrite = useMayWrite();
	const rates = useRef(new Map());
	const isLive = data?.items.some((run) => run.state === "running");
	useInterval(async () => {
		const page = await get("/api/captions/runs", { query: { count: "none" } }).catch(() => null);
		if (page) {
			page.items.forEach((run) => note(rates.current, run));
			setData(page);
		}
	}, isLive ? POLL_MS : null);
	if (!data) {
		return loading && html`<${Loading} />`;
	}
	return html`
		<div class="captions-section captions-bar">
			<p class="captions-note">A run hands images to workers, the programs that write captions.</p>
			${mayWrite && html`<button onClick=${() => setNew(true)}>Start a run</button>`}
		</div>
		${isNew && html`<${NewRun} filter=${query.filter} models=${models} onClose=${() => setNew(false)} onStart=${reload} />`}
		${data.items.length === 0 ? html`<${Empty} title="No runs yet" />` : html`
			<ul class="captions-list" aria-label="Runs">
				${data.items.map((run) => html`<${Run} key=${run.run_id} run=${run} rates=${rates.current.get(run.run_id) ?? []} onChange=${reload} />`)}
			</ul>`}`;
}

function note(rates, run) {
	if (run.state === "running") {
		rates.set(run.run_id, [...rates.get(run.run_id) ?? [], run.images_per_second].slice(-RATES));
	}
}

function Run({ run, rates, onChange }) {
	const name = run.label ?? run.model;
	const mayWrite = useMayWrite();
	const isOpen = run.state === "running" || run.state === "paused";
	const act = async (action) => {
		try {
			await post(`/api/captions/runs/${run.run_id}/${action}`);
			onChange();
		}
		catch (error) {
			fail(`run ${run.run_id}`, error, { doing: `${action} the run`, retry: () => act(action) });
		}
	};
	return html`
		<li class="captions-item">
			<div class="captions-item-text">
				<h2 class="captions-item-name">${name}</h2>
				<p class="captions-note">${run.model} · ${stateOf(run)} · <time datetime=${run.created_at}>${time(run.created_at)}</time>
					${run.workers.length > 0 && ` · ${count(run.workers.length, "worker")}`}</p>
				<${Progress} label=${`Progress of ${name}`} done=${run.done + run.failed} total=${run.total} />
				<p class="captions-note">${paceOf(run)}</p>
				<${Line} label=${`Captions per second of ${name}`} values=${rates} />
				${run.failed > 0 && html`<${Failures} run=${run} onRetry=${onChange} />`}
				<a class="captions-note" href=${withQuery("/", { filter: `operation = ${run.operation_id}` })}>Its images</a>
			</div>
			${isOpen && mayWrite && html`
				<div class="captions-buttons">
					${run.state === "running" ? html`<button aria-label=${`Pause ${name}`} onClick=${() => act("pause")}>Pause</button>`
						: html`<button aria-label=${`Resume ${name}`} onClick=${() => act("resume")}>Resume</button>`}
					<button aria-label=${`Cancel ${name}`} onClick=${() => act("cancel")}>Cancel</button>
				</div>`}
		</li>`;
}

function stateOf({ state, workers }) {
	return state === "running" && workers.length === 0 ? "waits for a worker" : state;
}

function paceOf({ state, images_per_second: rate, eta_seconds: eta, claimed }) {
	return [
		rate > 0 && state === "running" && `${number(Math.round(rate * 10) / 10)} per second`,
		eta !== null && state === "running" && `${duration(eta)} left`,
		claimed > 0 && `${number(claimed)} in work`,
	].filter(Boolean).join(" · ");
}
