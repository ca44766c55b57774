import { html } from "../view.js";

/**
 * A list of conditions. An item is `{ key, text, count, isOn, onPress, onRemove }`: it is pressed to switch it on or off,
 * or it has a button that removes it.
 */
export function Chips({ label, items }) {
	return html`
		<ul class="chips" aria-label=${label}>
			${items.map((item) => html`<li key=${item.key}>${item.onRemove ? Removable(item) : Switch(item)}</li>`)}
		</ul>`;
}

function Switch({ text, count, isOn, onPress }) {
	return html`
		<button class="chip" aria-pressed=${String(Boolean(isOn))} onClick=${onPress}>
			${text}${count !== undefined && html` <span class="chip-count">${count}</span>`}
		</button>`;
}

function Removable({ text, count, onPress, onRemove }) {
	return html`
		<span class="chip chip-removable">
			<button class="chip-text" onClick=${onPress}>
				${text}${count !== undefined && html` <span class="chip-count">${count}</span>`}
			</button>
			<button class="chip-remove" aria-label=${`Remove ${text}`} onClick=${onRemove}>×</button>
		</span>`;
}
