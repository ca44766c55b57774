// Who uses the pages, and what the role allows. A service that asks nobody for credentials allows everything.
import { get, remove } from "./api.js";
import { createStore, useStore } from "./store.js";
import { say } from "./toasts.js";

const ROLES = { read: "viewer", write: "editor", admin: "admin" };

/** `{ name, role }`: the name is null where nobody signs in, and the role is null until it is known. */
export const session = createStore({ name: null, role: null });

/** Asks the service for the user. Where that fails, the pages offer everything, and the service decides. */
export async function loadSession() {
	const { username, scope } = await get("/api/session");
	session.set({ name: username, role: ROLES[scope] ?? null });
}

/** Ends the session, and leads to the page on which users sign in. Drafts stay. */
export async function signOut() {
	await remove("/api/session");
	location.assign("/sign-in");
}

const isViewer = ({ role }) => role === ROLES.read;

/** Whether the user may change something. The buttons for it are shown only then. */
export const useMayWrite = () => !isViewer(useStore(session));

/** Wraps what a key or a gesture does, so that it tells a viewer why nothing happens. */
export const ifMayWrite = (action) => (...all) =>
	(isViewer(session.get()) ? (say("A viewer cannot change anything. Ask for the role editor."), true) : action(...all));
