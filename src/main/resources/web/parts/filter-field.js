import { html, useEffect, useId, useRef, useState } from "../view.js";
import { complete } from "../data/filter-completion.js";

/**
 * A field for a filter, with completion. Enter applies it. `problem` says what is wrong with it, `fields` describes the
 * fields, and `values` has known values by field.
 */
export function FilterField({ value, problem, fields, values, onApply }) {
	const [text, setText] = useState(value);
	const [caret, setCaret] = useState(null);
	const [chosen, setChosen] = useState(-1);
	const input = useRef();
	const id = useId();
	useEffect(() => setText(value), [value]);
	const { from, to, items } = caret === null ? { items: [] } : complete(text, caret, fields, values);
	const isOpen = items.length > 0;
	const read = (event) => {
		setText(event.target.value);
		setCaret(event.target.selectionStart);
		setChosen(-1);
	};
	const take = (item) => {
		const start = text.slice(0, from) + item + " ";
		setText(start + text.slice(to).trimStart());
		setChosen(-1);
		input.current.focus();
		requestAnimationFrame(() => {
			input.current?.setSelectionRange(start.length, start.length);
			setCaret(start.length);
		});
	};
	const keys = {
		ArrowDown: () => isOpen && (setChosen((chosen + 1) % items.length), true),
		ArrowUp: () => isOpen && (setChosen((chosen <= 0 ? items.length : chosen) - 1), true),
		Tab: () => isOpen && (chosen >= 0 || to > from) && (take(items[Math.max(0, chosen)]), true),
		Escape: () => isOpen && (setCaret(null), true),
		Enter: () => {
			if (isOpen && chosen >= 0) {
				take(items[chosen]);
			}
			else {
				setCaret(null);
				onApply(text.trim());
			}
			return true;
		},
	};
	const onKeyDown = (event) => {
		if (!event.isComposing && keys[event.key]?.()) {
			event.preventDefault();
		}
	};
	return html`
		<div class="filter">
			<input ref=${input} class="filter-input" type="text" role="combobox" aria-label="Filter" aria-autocomplete="list"
				aria-expanded=${String(isOpen)} aria-controls=${isOpen ? `${id}-list` : undefined}
				aria-activedescendant=${chosen >= 0 ? `${id}-${chosen}` : undefined} aria-invalid=${problem ? "true" : undefined}
				aria-describedby=${problem ? `${id}-problem` : undefined} placeholder="width >= 1024 AND captioned = false"
				autocomplete="off" autocapitalize="off" spellcheck=${false} maxlength="2000" value=${text}
				onInput=${read} onKeyDown=${onKeyDown} onFocus=${read} onBlur=${() => setCaret(null)} />
			<button onClick=${() => onApply(text.trim())}>Apply</button>
			${isOpen && html`
				<ul class="filter-list" role="listbox" id=${`${id}-list`} aria-label="Completions">
					${items.map((item, index) => html`
						<li key=${item} role="option" id=${`${id}-${index}`} aria-selected=${String(index === chosen)}
							onMouseDown=${(event) => { event.preventDefault(); take(item); }}>${item}</li>`)}
				</ul>`}
			${problem && html`<p class="filter-problem" id=${`${id}-problem`}>${problem}</p>`}
		</div>`;
}
