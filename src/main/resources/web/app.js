// Which page an address shows. A page is loaded when it is shown for the first time, and the document stays.
import { html, render, useEffect, useErrorBoundary, useLayoutEffect, useRef, useState } from "./view.js";
import { clearAlerts, fail } from "./data/alert.js";
import { decoded, go, useAddress } from "./data/address.js";
import { handleKey } from "./data/keydown.js";
import { useKeys } from "./data/keys.js";
import { loadSession } from "./data/session.js";
import { recallOnce } from "./data/storage.js";
import { undoLast } from "./data/toasts.js";
import { Alert } from "./parts/alert.js";
import { Bar } from "./parts/bar.js";
import { focusHeading } from "./parts/focus.js";
import { Keyboard } from "./parts/keyboard.js";
import { Toasts } from "./parts/toast.js";
import { Tray } from "./parts/tray.js";

/** One line for each page: its folder, its address, and its name if it is one of the pages in the bar. */
const ROUTES = [
	{ page: "gallery", path: /^\/$/, name: "Gallery", href: "/" },
	{ page: "image", path: /^\/images\/([^/]+)$/ },
	{ page: "captions", path: /^\/captions$/, name: "Captions", href: "/captions" },
];

const routeOf = (path) => ROUTES.find((route) => route.path.test(path));

function App() {
	const shown = usePage(useAddress());
	const main = useRef();
	const [isHelp, setHelp] = useState(false);
	useKeys("anywhere", {
		help: () => setHelp(!isHelp),
		search: () => go("/"),
		undo: undoLast,
		...Object.fromEntries(ROUTES.filter((route) => route.name).map((route) => [route.page, () => go(route.href)])),
	});
	useFocus(main, shown);
	const pages = ROUTES.filter((route) => route.name)
		.map((route) => ({ ...route, isCurrent: route.page === shown?.route.page }));
	return html`
		<div class="app">
			<a class="app-skip" href="#main">Skip to the page</a>
			<${Bar} brand="/" pages=${pages} onHelp=${() => setHelp(true)} />
			<${Alert} />
			<main id="main" class=${`app-main ${shown?.route.page ?? ""}`} ref=${main} tabindex="-1">
				${shown && html`<${Page} key=${shown.route.page} ...${shown} />`}
			</main>
			<${Tray} />
			<${Toasts} />
			${isHelp && html`<${Keyboard} onClose=${() => setHelp(false)} />`}
		</div>`;
}

const modules = new Map();

/**
 * Loads the page of an address. Until it is there, the page before it stays, with its own query. A loaded page follows the
 * address at once, so that the next key finds the new list.
 */
function usePage(current) {
	const [shown, setShown] = useState(null);
	useLayoutEffect(() => {
		let isCurrent = true;
		const route = routeOf(current.path) ?? ROUTES[0];
		const id = decoded(current.path.match(route.path)?.[1] ?? "");
		const show = (module) => {
			modules.set(route.page, module);
			return isCurrent && setShown({ ...current, route, module, id });
		};
		const known = modules.get(route.page);
		if (known) {
			show(known);
		}
		else {
			load(route.page).then(show, (error) => isCurrent
				&& fail("page", error, { doing: "load the page", retry: () => location.reload() }));
		}
		if (current.how !== "replace") {
			clearAlerts();
		}
		return () => {
			isCurrent = false;
		};
	}, [current]);
	return shown;
}

async function load(page) {
	const style = new URL(`./${page}/page.css`, import.meta.url).href;
	const [module] = await Promise.all([import(`./${page}/page.js`).catch(reloadOnce), loadStyle(style)]);
	return module;
}

// After an upgrade of the service, the files of the old version are gone. The document names the new ones.
function reloadOnce(error) {
	if (recallOnce("reloaded", import.meta.url)) {
		throw error;
	}
	location.reload();
	return new Promise(() => {});
}

function loadStyle(href) {
	if ([...document.styleSheets].some((sheet) => sheet.href === href)) {
		return undefined;
	}
	return new Promise((resolve) => {
		const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
		link.onload = link.onerror = resolve;
		document.head.append(link);
	});
}

/** After a step to another page the focus is on its heading, unless the page has placed it. */
function useFocus(main, shown) {
	const before = useRef(null);
	useLayoutEffect(() => {
		if (shown && before.current && before.current.path !== shown.path && !main.current.contains(document.activeElement)) {
			focusHeading();
		}
		before.current = shown;
	}, [shown]);
}

function Page({ module, id, query, how }) {
	const [error, reset] = useErrorBoundary();
	useEffect(() => {
		if (error) {
			console.error(error);
			fail("page", error, { doing: "show the page", retry: reset });
		}
	}, [error]);
	return error ? null : html`<${module.default} id=${id} query=${query} how=${how} />`;
}

// A link to a page of this document does not load the document again.
function followLink(event) {
	const link = event.target.closest?.("a[href]");
	if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey
		|| event.altKey || link.target || link.hasAttribute("download") || link.origin !== location.origin
		|| link.getAttribute("href").startsWith("#") || !routeOf(link.pathname)) {
		return;
	}
	event.preventDefault();
	go(link.href, { replace: link.href === location.href });
}

loadSession().catch(() => {});
document.addEventListener("click", followLink);
document.addEventListener("keydown", handleKey);
render(html`<${App} />`, document.getElementById("app"));
