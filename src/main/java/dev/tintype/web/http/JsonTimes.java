package dev.tintype.web.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Writes timestamps as JSON strings. It keeps the text of the last day, since the rows of
 * a listing often have the same one.
 */
final class JsonTimes {

	/** The most bytes of a timestamp. */
	static final int LONGEST = 48;

	private static final long MICROS_PER_SECOND = 1_000_000;

	private static final int NANOS_PER_MICRO = 1000;

	private static final long SECONDS_PER_DAY = 86_400;

	/** The length of a date and a time without a fraction, with the first quote. */
	private static final int WHOLE_SECONDS = 20;

	/** The last day whose date has no sign. */
	private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

	private long day = Long.MIN_VALUE;

	/** {@link #day} as text. */
	private byte[] date = {};

	/**
	 * Writes a timestamp in the form of {@link Instant#toString()}.
	 * @param micros microseconds since 1970
	 * @param target has room for {@link #LONGEST} bytes
	 * @param at where to begin
	 * @return the index behind the last byte
	 */
	int moment(long micros, byte[] target, int at) {
		long seconds = Math.floorDiv(micros, MICROS_PER_SECOND);
		int fraction = (int) Math.floorMod(micros, MICROS_PER_SECOND);
		long epochDay = Math.floorDiv(seconds, SECONDS_PER_DAY);
		if (epochDay < 0 || epochDay > LAST_DAY) {
			return text(Instant.ofEpochSecond(seconds, fraction * 1000L), target, at);
		}
		if (epochDay != this.day) {
			this.day = epochDay;
			this.date = ('"' + LocalDate.ofEpochDay(epochDay).toString() + 'T').getBytes(StandardCharsets.US_ASCII);
		}
		System.arraycopy(this.date, 0, target, at, this.date.length);
		int ofDay = (int) Math.floorMod(seconds, SECONDS_PER_DAY);
		int end = digits(ofDay / 3600, 2, target, at + this.date.length);
		target[end++] = ':';
		end = digits(ofDay / 60 % 60, 2, target, end);
		target[end++] = ':';
		end = digits(ofDay % 60, 2, target, end);
		if (fraction != 0) {
			target[end++] = '.';
			boolean millis = fraction % 1000 == 0;
			end = digits(millis ? fraction / 1000 : fraction, millis ? 3 : 6, target, end);
		}
		target[end++] = 'Z';
		target[end++] = '"';
		return end;
	}

	/**
	 * Writes a timestamp in the form of {@link Instant#toString()}.
	 * @return as above
	 */
	int moment(Instant moment, byte[] target, int at) {
		int nanos = moment.getNano();
		long seconds = moment.getEpochSecond();
		return (nanos % NANOS_PER_MICRO != 0 || Math.abs(seconds) > LAST_DAY * SECONDS_PER_DAY)
				? text(moment, target, at) : moment(seconds * MICROS_PER_SECOND + nanos / NANOS_PER_MICRO, target, at);
	}

	/**
	 * Writes a timestamp without a zone, as the formatter of local ISO times does.
	 * @param micros microseconds since 1970, as if the zone were UTC
	 * @return as above
	 */
	int wallTime(long micros, byte[] target, int at) {
		// Without the Z, and with no zeros at the end of a fraction.
		int end = moment(micros, target, at) - 2;
		if (end - at > WHOLE_SECONDS) {
			while (target[end - 1] == '0') {
				end--;
			}
		}
		target[end] = '"';
		return end + 1;
	}

	private static int text(Instant moment, byte[] target, int at) {
		byte[] text = ('"' + moment.toString() + '"').getBytes(StandardCharsets.US_ASCII);
		System.arraycopy(text, 0, target, at, text.length);
		return at + text.length;
	}

	private static int digits(int value, int count, byte[] target, int at) {
		int rest = value;
		for (int i = at + count - 1; i >= at; i--) {
			target[i] = (byte) ('0' + rest % 10);
			rest /= 10;
		}
		return at + count;
	}

}
