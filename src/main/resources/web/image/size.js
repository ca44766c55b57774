import { useLayoutEffect, useState } from "../view.js";

/** Returns the size of an element in CSS pixels, null before it is known. */
export function useSize(element) {
	const [size, setSize] = useState(null);
	useLayoutEffect(() => {
		const measure = () => {
			const { clientWidth: width, clientHeight: height } = element.current;
			setSize((before) => (before?.width === width && before.height === height ? before : { width, height }));
		};
		measure();
		const observer = new ResizeObserver(measure);
		observer.observe(element.current);
		return () => observer.disconnect();
	}, []);
	return size;
}
