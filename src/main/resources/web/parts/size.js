import { useLayoutEffect, useState } from "../view.js";

/** Returns the size of an element in CSS pixels, without its padding at the sides. Null until it is in the document. */
export function useSize(element) {
	const [size, setSize] = useState(null);
	useLayoutEffect(() => {
		const measure = () => {
			const { paddingLeft, paddingRight } = getComputedStyle(element.current);
			const width = element.current.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
			const height = element.current.clientHeight;
			setSize((before) => (before?.width === width && before.height === height ? before : { width, height }));
		};
		measure();
		const observer = new ResizeObserver(measure);
		observer.observe(element.current);
		return () => observer.disconnect();
	}, []);
	return size;
}
