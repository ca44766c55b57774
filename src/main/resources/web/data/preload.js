// Pictures that are loaded before they are shown.

/** Creates a set of pictures, by address. */
export function createPreload() {
	const pictures = new Map();
	return {
		/** Loads these addresses. Pictures that are no longer wanted are given up, so that they hold no connection. */
		want(addresses) {
			[...pictures].filter(([address]) => !addresses.includes(address)).forEach(([address, picture]) => {
				picture.removeAttribute("src");
				pictures.delete(address);
			});
			addresses.filter((address) => !pictures.has(address)).forEach((address) => {
				const picture = Object.assign(new Image(), { src: address });
				picture.decode().catch(() => {});
				pictures.set(address, picture);
			});
		},
		isLoaded: (address) => Boolean(pictures.get(address)?.complete && pictures.get(address).naturalWidth > 0),
	};
}
