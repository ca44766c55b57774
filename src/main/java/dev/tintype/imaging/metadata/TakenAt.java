package dev.tintype.imaging.metadata;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Finds when a picture was taken: the time that a clock on the wall showed.
 */
public final class TakenAt {

	private static final int FIRST_YEAR = 1901;

	private static final int LAST_YEAR = 2099;

	// Programs write the separators of EXIF in several ways.
	private static final Pattern EXIF = Pattern
		.compile("(\\d{4})[:/.-](\\d{2})[:/.-](\\d{2})[ T](\\d{2}):(\\d{2})(?::(\\d{2}))?.*");

	private static final Pattern NAME = Pattern
		.compile("(?<!\\d)(\\d{4})(\\d{2})(\\d{2})[_-](\\d{2})(\\d{2})(\\d{2})(?!\\d{6})");

	private TakenAt() {
	}

	/**
	 * Chooses the first valid date.
	 * @param dates in order of preference
	 * @return null if there is none of the years 1901 to 2099
	 */
	static @Nullable LocalDateTime first(List<LocalDateTime> dates) {
		return dates.stream().filter(TakenAt::isValid).findFirst().orElse(null);
	}

	/**
	 * Whether a date can be the time of a picture.
	 * @return true for the years 1901 to 2099
	 */
	public static boolean isValid(LocalDateTime date) {
		return date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR;
	}

	/**
	 * Finds {@code YYYYMMDD_HHMMSS} in a file name, also with a hyphen.
	 * @return null if the name contains no valid date
	 */
	public static @Nullable LocalDateTime inName(@Nullable String name) {
		Matcher matcher = NAME.matcher((name != null) ? name : "");
		for (int from = 0; matcher.find(from); from = matcher.start() + 1) {
			LocalDateTime date = date(matcher, 0);
			if (date != null && isValid(date)) {
				return date;
			}
		}
		return null;
	}

	/**
	 * Reads a date of EXIF.
	 * @param text such as {@code 2024:07:04 10:11:12}
	 * @param fraction digits of a fraction of a second
	 * @return in milliseconds; null if it is no date
	 */
	static @Nullable LocalDateTime exif(@Nullable String text, @Nullable String fraction) {
		Matcher matcher = EXIF.matcher((text != null) ? text : "");
		return matcher.matches() ? date(matcher, millis(fraction)) : null;
	}

	private static int millis(@Nullable String fraction) {
		String digits = (fraction != null) ? fraction.strip() : "";
		return digits.matches("\\d{1,9}") ? Integer.parseInt((digits + "00").substring(0, 3)) : 0;
	}

	private static @Nullable LocalDateTime date(Matcher matcher, int millis) {
		try {
			return LocalDateTime.of(part(matcher, 1), part(matcher, 2), part(matcher, 3), part(matcher, 4),
					part(matcher, 5), part(matcher, 6), millis * 1_000_000);
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private static int part(Matcher matcher, int group) {
		String digits = matcher.group(group);
		return (digits != null) ? Integer.parseInt(digits) : 0;
	}

}
