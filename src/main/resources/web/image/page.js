import { html } from "../view.js";
import { useTitle } from "../data/address.js";
import { get } from "../data/api.js";
import { useLoad } from "../data/load.js";
import { Loading } from "../parts/states.js";

/** One image, large. */
export default function Image({ id }) {
	const { data } = useLoad((signal) => get(`/api/images/${id}`, { signal }), [id], "load the image");
	useTitle(data?.filename ?? "Image");
	if (!data) {
		return html`<h1 class="unseen">Image</h1><${Loading} />`;
	}
	return html`
		<h1>${data.filename}</h1>
		<img class="image-picture" src=${`/api/images/${id}/content`} alt=${data.caption ?? ""} />`;
}
