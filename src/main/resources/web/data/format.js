const numbers = new Intl.NumberFormat("en");
const sizes = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const times = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });
const wallTimes = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });

/** "100,046" */
export const number = (value) => numbers.format(value);

/** "1 image", "100,046 images" */
export function count(value, one, many = one + "s") {
	return `${number(value)} ${value === 1 ? one : many}`;
}

/** "4.2 MB" */
export function bytes(value) {
	const units = ["B", "KB", "MB", "GB", "TB"];
	const step = Math.max(0, Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, value)) / 10)));
	return `${sizes.format(value / 1024 ** step)} ${units[step]}`;
}

/** A timestamp of the API, in the time zone of the reader. */
export const time = (timestamp) => times.format(new Date(timestamp));

/** A time without a zone, as the clock of a camera showed it. */
export const wallTime = (text) => wallTimes.format(new Date(`${text}Z`));
