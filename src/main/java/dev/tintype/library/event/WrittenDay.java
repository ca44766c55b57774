package dev.tintype.library.event;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads the day of a date or a time as it is written, whatever its zone.
 */
final class WrittenDay {

	// Browsers and curl send the plus sign of an offset as it is, and it arrives as a
	// space.
	private static final Pattern TIME = Pattern
		.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[Tt ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?)"
				+ "(?:[Zz]|[-+ ][0-9]{2}:?[0-9]{2})?)?");

	private WrittenDay() {
	}

	/**
	 * Reads a day.
	 * @return null if the text is neither a date nor a time
	 */
	static @Nullable LocalDate of(String text) {
		Matcher matcher = TIME.matcher(text);
		if (!matcher.matches()) {
			return null;
		}
		try {
			if (matcher.group(2) != null) {
				LocalTime.parse(matcher.group(2));
			}
			LocalDate day = LocalDate.parse(matcher.group(1));
			return (day.getYear() >= 1) ? day : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
