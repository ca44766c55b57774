import { html } from "../view.js";
import { changeQuery } from "../data/address.js";
import { get, withQuery } from "../data/api.js";
import { join, quote } from "../data/filters.js";
import { useLoad } from "../data/load.js";
import { count, number } from "../data/format.js";
import { Bars } from "../parts/chart.js";
import { Chips } from "../parts/chips.js";
import { Empty, Loading } from "../parts/states.js";
import { forFacets, hasTag, hasWord } from "./conditions.js";

const SHOWN = 20;

/** How many captions there are, whose, how long, and which words. Each figure leads to its pictures in the gallery. */
export function Overview({ query }) {
	const { filter } = query;
	const unit = query.unit === "word" ? "word" : "tag";
	const { data } = useLoad((signal) => load(filter, signal), [filter], "load the figures");
	const { data: tags } = useLoad((signal) => get("/api/captions/tags", { query: { filter, unit, limit: SHOWN }, signal }),
		[filter, unit], "count the tags");
	if (!data) {
		return html`<${Loading} />`;
	}
	if (data.stats.images === 0 && !filter) {
		return html`<${Empty} title="No images yet"><p>Add pictures in <a href="/">the gallery</a>.</p><//>`;
	}
	const link = (condition) => withQuery("/", { filter: join([filter, condition]) });
	return html`
		<div class="captions-overview">
			<${Coverage} stats=${data.stats} link=${link} />
			<${Models} facet=${data.facets.caption_model} link=${link} />
			<${Lengths} stats=${data.stats} link=${link} />
			<section>
				<div class="captions-section">
					<h2>Most frequent</h2>
					<${Chips} label="Count" items=${[["tag", "Tags"], ["word", "Words"]].map(([key, text]) => ({
						key, text, isOn: key === unit, onPress: () => changeQuery({ unit: key === "tag" ? null : key }),
					}))} />
				</div>
				<p class="captions-note">Counted as often as they occur. The figures may be ten seconds old.</p>
				<${Bars} label="Most frequent" items=${(tags?.items ?? []).map(({ tag, count: value }) => ({
					key: tag, text: tag, value, href: link(unit === "word" ? hasWord(tag) : hasTag(tag)),
				}))} />
			</section>
			<${Duplicates} items=${data.duplicates} total=${data.stats.duplicated} link=${link} />
		</div>`;
}

async function load(filter, signal) {
	const [stats, { facets }, { items: duplicates }] = await Promise.all([
		get("/api/captions/stats", { query: { filter }, signal }),
		get("/api/images/facets", { query: { filter: forFacets(filter) }, signal }),
		get("/api/captions/duplicates", { query: { filter, limit: SHOWN }, signal }),
	]);
	return { stats, facets, duplicates };
}

function Coverage({ stats, link }) {
	const rows = [
		["With a caption", stats.captioned, "captioned = true"],
		["Without a caption", stats.images - stats.captioned, "captioned = false"],
		["By a person", stats.human, "caption_source = human"],
		["Imported", stats.import, "caption_source = import"],
		["By a model", stats.model, "caption_source = model"],
		["White space only", stats.empty, "caption MATCHES \"^\\s*$\""],
	];
	return html`
		<section>
			<h2>${count(stats.images, "image")}</h2>
			<${Bars} label="Images" items=${rows.filter(([text, value]) => value > 0 || !text.startsWith("White"))
				.map(([text, value, condition]) => ({ key: text, text, value, href: link(condition) }))} />
		</section>`;
}

function Models({ facet, link }) {
	return html`
		<section>
			<h2>Models</h2>
			${facet.length === 0 && html`<p class="captions-note">No caption names a model.</p>`}
			<${Bars} label="Models" items=${facet.map(({ value: model, count: value }) => ({
				key: model, text: model, value, href: link(`caption_model = ${quote(model)}`),
			}))} />
		</section>`;
}

function Lengths({ stats, link }) {
	const { characters, words } = stats;
	return html`
		<section>
			<h2>Lengths in characters</h2>
			${characters && html`
				<p class="captions-note">Median ${number(characters.median)}, mean ${number(Math.round(characters.mean))}, 95 % have at most
					${` ${number(characters.p95)}`}. In words: median ${number(words.median)}, at most ${number(words.max)}.</p>
				<${Bars} label="Lengths" items=${stats.histogram.map(({ from, to, count: value }) => ({
					key: from, text: from === to ? number(from) : `${number(from)} to ${number(to)}`, value,
					href: link(`caption_length ${from} TO ${to}`),
				}))} />`}
		</section>`;
}

function Duplicates({ items, total, link }) {
	return html`
		<section>
			<h2>Same text on several images</h2>
			<p class="captions-note">${total === 0 ? "No two images have the same text." : `${count(total, "caption")} have the same text as another.`}</p>
			<${Bars} label="Same text on several images" items=${items.map(({ text, count: value, image_ids: ids }) => ({
				key: text, text, value, href: link(text.length < 1000 ? `caption = ${quote(text)}` : `id IN [${ids.join(",")}]`),
			}))} />
		</section>`;
}
