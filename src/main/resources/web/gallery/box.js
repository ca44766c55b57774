import { useLayoutEffect, useState } from "../view.js";

const NONE = { width: 0, height: 0 };

/** The inner size of an element: zero until it is in the document. */
export function useBox(element) {
	const [box, setBox] = useState(NONE);
	useLayoutEffect(() => {
		const read = () => {
			const style = getComputedStyle(element.current);
			const width = element.current.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
			const height = element.current.clientHeight;
			setBox((before) => (before.width === width && before.height === height ? before : { width, height }));
		};
		read();
		const observer = new ResizeObserver(read);
		observer.observe(element.current);
		return () => observer.disconnect();
	}, []);
	return box;
}
