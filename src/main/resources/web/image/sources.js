// Which files of an image the page shows, and whether they can be shown.
import { useEffect, useState } from "../view.js";
import { createPreload } from "../data/preload.js";
import { actual } from "./zoom.js";

const LARGE = 1024;
/** A larger original is loaded only for actual pixels. */
const FIT_BYTES = 30 * 1024 * 1024;
const DECODABLE = ["image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp"];

/** The placeholder has the size of the gallery's thumbnails, which the browser has already. */
export const smallOf = (image) => image.thumbnail_url && `${image.thumbnail_url}&size=256`;

export const largeOf = (image) => image.thumbnail_url && `${image.thumbnail_url}&size=${LARGE}`;

export const originalOf = (image) => image.thumbnail_url && image.thumbnail_url.replace("/thumbnail?", "/content?");

/** Whether browsers show files of this type. */
export const isDecodable = (image) => DECODABLE.includes(image.mime_type);

/** Whether the picture at a scale, in CSS pixels per pixel, has more pixels than its large thumbnail. */
export function needsOriginal(image, scale) {
	const pixels = Math.max(image.width, image.height) * scale / actual();
	return isDecodable(image)
		&& (scale >= 0.99 * actual() || pixels > 1.15 * LARGE && image.size < FIT_BYTES);
}

/** Loads pictures before the user goes there. Returns a function that tells whether an address has been loaded. */
export function usePreload(images) {
	const [preload] = useState(createPreload);
	useEffect(() => preload.want(images.map(largeOf).filter(Boolean)), [images.map((image) => image.image_id).join()]);
	useEffect(() => () => preload.want([]), []);
	return preload.isLoaded;
}
