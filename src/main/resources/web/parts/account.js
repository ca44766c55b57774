import { html } from "../view.js";
import { fail } from "../data/alert.js";
import { session, signOut } from "../data/session.js";
import { useStore } from "../data/store.js";
import { Menu } from "./menu.js";

const PERSON = html`
	<svg viewBox="0 0 18 18" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.5">
		<circle cx="9" cy="6" r="3.25" /><path d="M2.5 16a6.5 6.5 0 0 1 13 0" />
	</svg>`;

/** Who has signed in, with the button that signs out. Nothing where nobody signs in. */
export function Account() {
	const { name, role } = useStore(session);
	const leave = () => signOut().catch((error) => fail("session", error, { doing: "sign out", retry: leave }));
	return name && html`
		<${Menu} isIcon=${true} label=${PERSON} title=${`Account: ${name}`}>${() => html`
			<p class="menu-text"><bdi>${name}</bdi>, ${role}</p>
			<button class="button-quiet" onClick=${leave}>Sign out</button>`}<//>`;
}
