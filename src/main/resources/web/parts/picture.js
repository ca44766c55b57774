import { html, useLayoutEffect, useRef } from "../view.js";

/** A picture that is no longer waited for once it leaves the page. Otherwise it would keep its connection. */
export function Picture(props) {
	const element = useRef();
	useLayoutEffect(() => {
		const picture = element.current;
		return () => picture.removeAttribute("src");
	}, []);
	return html`<img ref=${element} ...${props} />`;
}
