import { html, useEffect, useId, useLayoutEffect, useRef } from "../view.js";

/** Returns the function as it is while the dialog is shown. A late response must not close the next dialog. */
export function useWhileShown(onClose) {
	const isShown = useRef(true);
	useEffect(() => () => {
		isShown.current = false;
	}, []);
	return (...all) => (isShown.current ? onClose(...all) : undefined);
}

/**
 * A modal dialog while it is shown. Escape and the button Close call `onClose`. The focus returns to where it was.
 * `actions` are the buttons at its end, and `isWide` leaves room for columns.
 */
export function Dialog({ title, onClose, actions, isWide, children }) {
	const element = useRef();
	const heading = useId();
	useLayoutEffect(() => {
		const dialog = element.current;
		const before = document.activeElement;
		dialog.showModal();
		return () => {
			dialog.close();
			before?.focus?.({ preventScroll: true });
		};
	}, []);
	const cancel = (event) => {
		event.preventDefault();
		onClose();
	};
	const onBackdrop = (event) => (event.target === element.current ? onClose() : undefined);
	return html`
		<dialog ref=${element} class=${isWide ? "dialog dialog-wide" : "dialog"} aria-labelledby=${heading} onCancel=${cancel} onClick=${onBackdrop}>
			<div class="dialog-box">
				<header class="dialog-head">
					<h2 id=${heading}>${title}</h2>
					<button class="button-quiet" onClick=${onClose}>Close</button>
				</header>
				${children}
				${actions && html`<footer class="dialog-actions">${actions}</footer>`}
			</div>
		</dialog>`;
}
