import { html } from "../view.js";

/** A choice. `choices` maps values to names. */
export function Select({ label, value, choices, onValue }) {
	return html`
		<label class="form-field">
			<span>${label}</span>
			<select value=${value} onChange=${(event) => onValue(event.target.value)}>
				${Object.entries(choices).map(([key, name]) => html`<option key=${key} value=${key}>${name}</option>`)}
			</select>
		</label>`;
}
