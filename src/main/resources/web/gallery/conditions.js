import { html, useRef, useState } from "../view.js";
import { changeQuery } from "../data/address.js";
import { FACETS, join, nameOfPart, partsOf, toggleCondition } from "../data/filters.js";
import { number } from "../data/format.js";
import { Chips } from "../parts/chips.js";
import { FilterField } from "../parts/filter-field.js";
import { useFacets, useFields } from "./facets.js";

const apply = (filter) => changeQuery({ filter, at: null });

/** The conditions of the list as chips, and a panel that offers more of them. */
export function Conditions({ query, problem, isLoaded }) {
	const [isOpen, setOpen] = useState(false);
	const button = useRef();
	const { filter = "" } = query;
	const parts = partsOf(filter);
	const facets = useFacets(query, isLoaded && (isOpen || parts.length > 0));
	const isShown = isOpen || Boolean(problem);
	const active = parts.map((part) => ({
		key: part, text: nameOfPart(part), count: countOf(part, facets),
		onPress: () => setOpen(true), onRemove: () => {
			apply(join(parts.filter((each) => each !== part)));
			button.current.focus();
		},
	}));
	return html`
		<div class="gallery-conditions">
			${active.length > 0 && html`<${Chips} label="Conditions" items=${active} />`}
			<button class="gallery-filter" ref=${button} aria-expanded=${String(isShown)} onClick=${() => setOpen(!isShown)}>Filter</button>
		</div>
		${isShown && html`<${Panel} filter=${filter} parts=${parts} facets=${facets} problem=${problem} />`}`;
}

function countOf(part, facets) {
	for (const facet of FACETS) {
		const found = facets?.[facet.facet]?.find(({ value }) => facet.write(value) === part);
		if (found) {
			return number(found.count);
		}
	}
	return undefined;
}

function Panel({ filter, parts, facets, problem }) {
	const fields = useFields();
	const values = {};
	FACETS.forEach(({ facet, field }) => {
		values[field] = ["shape", "year", "size"].includes(facet) ? [] : (facets?.[facet] ?? []).map(({ value }) => String(value));
	});
	return html`
		<section class="gallery-panel" aria-label="Conditions to choose">
			<${FilterField} value=${filter} problem=${problem} fields=${fields} values=${values} onApply=${apply} />
			<div class="gallery-facets">
				${FACETS.map((facet) => {
					const items = (facet.values ?? facets?.[facet.facet] ?? []).map(({ value, count }) => {
						const expression = facet.write(value);
						return {
							key: expression, text: facet.text(value), count: count === undefined ? undefined : number(count),
							isOn: parts.includes(expression), onPress: () => apply(toggleCondition(filter, facet, expression)),
						};
					});
					return items.length > 0 && html`
						<div class="gallery-facet" key=${facet.facet}>
							<h2>${facet.name}</h2>
							<${Chips} label=${facet.name} items=${items} />
						</div>`;
				})}
			</div>
		</section>`;
}
