import { html, useEffect, useRef, useState } from "../view.js";
import { go, useTitle } from "../data/address.js";
import { fail } from "../data/alert.js";
import { withQuery } from "../data/api.js";
import { useKeys } from "../data/keys.js";
import { ifMayWrite } from "../data/session.js";
import { useRemembered } from "../data/storage.js";
import { createMessage } from "../data/toasts.js";
import { Loading } from "../parts/states.js";
import { usePictureKeys } from "./picture-keys.js";
import { DeleteDialog } from "./delete.js";
import { useDetails, useSettled } from "./details.js";
import { useWalk } from "./follow.js";
import { Head } from "./head.js";
import { Missing } from "./missing.js";
import { Neighbours } from "./neighbours.js";
import { Panel } from "./panel.js";
import { Stage } from "./stage.js";
import { Strip } from "./strip.js";
import { Tools, toggleFullScreen } from "./tools.js";

const BACKGROUNDS = ["plain", "black", "grey", "white"];

/** One image, large, within the list that the user came from. */
export default function Image({ id, query }) {
	const { search, filter, sort, seed } = query;
	const listing = { search, filter, sort, seed };
	return html`<${Viewer} key=${JSON.stringify(listing)} id=${id} query=${query} listing=${listing} />`;
}

function Viewer({ id, query, listing }) {
	const [isMissing, setMissing] = useState(null);
	const [sayOnly] = useState(createMessage);
	const hrefOf = (image) => withQuery(`/images/${image}`, query);
	const [walk, state] = useWalk(id, listing, hrefOf, {
		say: sayOnly,
		onError: (error, failed) => (failed && (error.status === 404 || error.status === 400) && error.type.endsWith("/not-found")
			? setMissing(failed) : fail("walk", error, { doing: "load the image", retry: () => walk.open(state.id) })),
	});
	const index = state.items.findIndex((item) => item.image_id === state.id);
	const image = state.items[index];
	const back = withQuery("/", { ...query, at: state.id });
	useTitle(image?.filename ?? "Image");
	useKeys("anywhere", { escape: (event) => !event.target.matches("textarea, dialog *") && go(back) });
	if (isMissing === state.id && isMissing !== null) {
		return html`<${Missing} back=${withQuery("/", query)} />`;
	}
	return image ? html`<${Shown} walk=${walk} state=${state} index=${index} image=${image} hrefOf=${hrefOf} back=${back} />`
		: html`<h1 class="unseen">Image</h1><${Loading} />`;
}

function Shown({ walk, state, index, image, hrefOf, back }) {
	const page = useRef();
	const field = useRef();
	const sizes = useRef(null);
	const [background, setBackground] = useRemembered("image.background", "plain");
	const [facts, setFacts] = useRemembered("image.facts", "on");
	const [isDeleting, setDeleting] = useState(false);
	const settled = useSettled(image.image_id);
	const details = useDetails(settled, image.updated_at, walk.update);
	const nextBackground = () => setBackground(BACKGROUNDS[(BACKGROUNDS.indexOf(background) + 1) % BACKGROUNDS.length]);
	const toggleFacts = () => setFacts(facts === "on" ? "off" : "on");
	const edit = () => {
		setFacts("on");
		requestAnimationFrame(() => field.current?.focus());
	};
	const leave = () => page.current.focus({ preventScroll: true });
	const zoom = usePictureKeys(page, sizes, {
		previous: () => walk.step(-1),
		next: () => walk.step(1),
		fullScreen: toggleFullScreen,
		background: nextBackground,
		facts: toggleFacts,
		edit,
		uncaptioned: () => walk.jump(),
		remove: ifMayWrite(() => setDeleting(true)),
		rate: (event) => details.photo !== null && ifMayWrite(details.rate)(Number(event.key)),
	});
	useEffect(() => () => document.fullscreenElement && document.exitFullscreen(), []);
	const onDeleted = (deleted) => walk.leave(deleted) || go(back, { replace: true });
	const neighbours = [state.items[index + 1], state.items[index - 1], state.items[index + 2]].filter(Boolean);
	return html`
		<div class=${`image-page ${facts === "on" ? "" : "image-alone"}`} ref=${page} tabindex="-1">
			<${Stage} image=${image} neighbours=${neighbours} background=${background} sizes=${sizes} isSettled=${settled !== null}
				onStep=${walk.step}>
				<${Neighbours} previous=${state.items[index - 1]} next=${state.items[index + 1]} hrefOf=${hrefOf} onStep=${walk.step} />
			<//>
			<div class="image-below">
				<${Strip} items=${state.items} current=${image.image_id} hrefOf=${hrefOf} onOpen=${walk.open} />
				<${Tools} background=${background} areFacts=${facts === "on"} sizes=${sizes} onZoom=${zoom} onBackground=${nextBackground}
					onFullScreen=${toggleFullScreen} onFacts=${toggleFacts} />
			</div>
			${facts === "on" ? html`
				<${Panel} image=${image} details=${details} field=${field} show=${walk.update} onStep=${walk.step} onOpen=${walk.open}
					onLeave=${leave} onDelete=${() => setDeleting(true)}>
					<${Head} image=${image} position=${state.first && state.first + index} total=${state.total} back=${back} />
				<//>` : html`<h1 class="unseen">${image.filename}</h1>`}
			${isDeleting && html`<${DeleteDialog} image=${image} onClose=${() => setDeleting(false)}
				until=${walk.untilOpen} onDeleted=${onDeleted} />`}
		</div>`;
}
