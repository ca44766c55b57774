import { html } from "../view.js";
import { number } from "../data/format.js";

/**
 * Figures as a list of bars, which is its own table: each row has a text, a bar and the figure, and leads to `href` if
 * it has one. An item is `{ key, text, value, href, note }`.
 */
export function Bars({ label, items }) {
	const most = Math.max(1, ...items.map((item) => item.value));
	return html`
		<ul class="chart-bars" aria-label=${label}>
			${items.map((item) => html`<li key=${item.key}><${Bar} ...${item} share=${item.value / most} /></li>`)}
		</ul>`;
}

function Bar({ text, value, href, note, share }) {
	const row = html`
		<span class="chart-text" title=${text}>${text}</span>
		<svg class="chart-bar" aria-hidden="true"><rect width=${`${(100 * share).toFixed(2)}%`} height="100%" /></svg>
		<span class="chart-value">${number(value)}</span>
		${note && html`<span class="chart-note">${note}</span>`}`;
	return href && value > 0 ? html`<a class="chart-row" href=${href}>${row}</a>` : html`<span class="chart-row">${row}</span>`;
}

/** A line through the values, the oldest first. `label` says what it shows, since the line is a picture of it. */
export function Line({ label, values }) {
	if (values.length < 2) {
		return null;
	}
	const most = Math.max(...values, Number.MIN_VALUE);
	const points = values.map((value, i) => `${(100 * i) / (values.length - 1)},${38 - (36 * value) / most}`).join(" ");
	return html`
		<svg class="chart-line" viewBox="0 0 100 40" preserveAspectRatio="none" role="img" aria-label=${label}>
			<polyline points=${points} />
		</svg>`;
}
