import { html, useState } from "../view.js";
import { recall, remember } from "../data/storage.js";
import { Account } from "./account.js";

const SCHEMES = ["system", "dark", "light"];

/** The bar at the top: the pages, the user, the colour scheme, the help. A page is `{ name, href, isCurrent }`. */
export function Bar({ brand, pages, onHelp }) {
	return html`
		<header class="app-bar">
			<a class="app-brand" href=${brand}>Tintype</a>
			<nav class="app-nav tabs" aria-label="Pages">
				${pages.map(({ name, href, isCurrent }) => html`
					<a key=${name} href=${href} aria-current=${isCurrent ? "page" : undefined}>${name}</a>`)}
			</nav>
			<${Account} />
			<${Scheme} />
			<button class="app-icon" aria-label="Keyboard" title="Keyboard (?)" onClick=${onHelp}>?</button>
		</header>`;
}

function Scheme() {
	const [scheme, setScheme] = useState(() => recall("scheme") ?? "system");
	const change = () => {
		const next = SCHEMES[(SCHEMES.indexOf(scheme) + 1) % SCHEMES.length];
		remember("scheme", next === "system" ? null : next);
		if (next === "system") {
			delete document.documentElement.dataset.scheme;
		}
		else {
			document.documentElement.dataset.scheme = next;
		}
		setScheme(next);
	};
	const name = `Colour scheme: ${scheme}`;
	return html`
		<button class="app-icon" aria-label=${name} title=${name} onClick=${change}>
			<svg viewBox="0 0 18 18" aria-hidden="true">
				<circle cx="9" cy="9" r="7" fill=${scheme === "light" ? "none" : "currentColor"} stroke="currentColor"
					stroke-width="1.5" />
				${scheme === "system" && html`<path d="M9 3a6 6 0 0 1 0 12z" fill="var(--paper)" />`}
			</svg>
		</button>`;
}
