// The files that the user dropped, also those within folders.

const PICTURE = /\.(jpe?g|jpe|jfif|png|webp|bmp|gif|tiff?)$/i;

/** Whether a file of a folder is sent: one whose name is that of a picture, and that is not hidden. */
export const isPicture = ({ name }) => PICTURE.test(name) && !name.startsWith(".");

/** Whether a drag has files. */
export const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

/**
 * Reads the files of a drop, and passes them on in groups. Call it within the event, since the drop is empty afterwards.
 * Files within folders are passed on only if they are pictures.
 */
export async function readDropped(dataTransfer, onFiles) {
	const entries = [...dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
	if (entries.length === 0) {
		onFiles([...dataTransfer.files]);
		return;
	}
	onFiles(await Promise.all(entries.filter((entry) => entry.isFile).map(fileOf)));
	const folders = entries.filter((entry) => entry.isDirectory);
	while (folders.length > 0) {
		const reader = folders.pop().createReader();
		// A reader returns at most 100 entries at a time, and none at the end.
		for (let some = await read(reader); some.length > 0; some = await read(reader)) {
			folders.push(...some.filter((entry) => entry.isDirectory));
			onFiles(await Promise.all(some.filter((entry) => entry.isFile && isPicture(entry)).map(fileOf)));
		}
	}
}

const read = (reader) => new Promise((resolve, reject) => reader.readEntries(resolve, reject));
const fileOf = (entry) => new Promise((resolve, reject) => entry.file(resolve, reject));
