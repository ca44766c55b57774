import { html } from "../view.js";
import { bytes, number, time, wallTime } from "../data/format.js";
import { Fold } from "./fold.js";

/** What is known about the file, and its EXIF, an object of values by name. */
export function Facts({ image, exif }) {
	return html`
		<${Fold} name="facts" title="Facts" isOpen=${true}>
			<${List} rows=${factsOf(image)} />
		<//>
		${exif && Object.keys(exif).length > 0 && html`
			<${Fold} name="exif" title="EXIF" isOpen=${true}>
				<${List} rows=${Object.entries(exif).map(([name, value]) => [wordsOf(name), TIME.test(value) ? wallTime(value) : String(value)])} />
			<//>`}`;
}

function factsOf(image) {
	const { width, height } = image;
	return [
		["Size", width && height && `${number(width)} × ${number(height)}, ${megapixels(width * height)}`],
		["File", [image.mime_type, image.size !== null && bytes(image.size)].filter(Boolean).join(", ")],
		["Path", image.path],
		["Taken", image.taken_at && wallTime(image.taken_at)],
		["Added", time(image.created_at)],
		["Changed", image.updated_at !== image.created_at && time(image.updated_at)],
		["Id", image.image_id],
	];
}

/** A time of EXIF has no zone: it is that of the clock of the camera. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/;

const megapixels = (pixels) => `${(pixels / 1e6).toPrecision(2)} MP`;

/** "focalLength" is "Focal length". */
function wordsOf(name) {
	const words = name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
	return (words.charAt(0).toUpperCase() + words.slice(1)).replace(/\b(gps|iso)\b/i, (each) => each.toUpperCase());
}

function List({ rows }) {
	return html`
		<dl class="image-facts">
			${rows.filter(([, value]) => value).map(([name, value]) => html`
				<div key=${name}><dt>${name}</dt><dd><bdi>${value}</bdi></dd></div>`)}
		</dl>`;
}
