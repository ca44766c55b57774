package dev.tintype.library.photo;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.Year;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A span of wall-clock time that a client writes as a year, a month, a day or a time.
 *
 * @param start the first moment in it
 * @param end the first moment after it
 */
record TakenSpan(LocalDateTime start, LocalDateTime end) {

	/** What is wrong with a text that is neither a day nor a time. */
	static final String FAULT = "must be a day or a time without a zone, such as 2024-07-04 or 2024-07-04T10:11:12";

	private static final Pattern TIME = Pattern
		.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,3})?)?");

	private static final int UP_TO_MINUTES = 16;

	private static final int UP_TO_SECONDS = 19;

	/**
	 * Reads a year, a month or a day.
	 * @return null if the text is none of them
	 */
	static @Nullable TakenSpan period(String text) {
		try {
			return switch (text.length()) {
				case 4 -> days(Year.of(year(text)).atDay(1), Year.of(year(text)).plusYears(1).atDay(1));
				case 7 -> days(YearMonth.parse(text).atDay(1), YearMonth.parse(text).plusMonths(1).atDay(1));
				case 10 -> days(LocalDate.parse(text), LocalDate.parse(text).plusDays(1));
				default -> null;
			};
		}
		catch (DateTimeException | NumberFormatException ex) {
			return null;
		}
	}

	/**
	 * Reads a day or a time of a day.
	 * @return null if the text is neither
	 */
	static @Nullable TakenSpan dayOrTime(String text) {
		LocalDateTime time = time(text);
		if (time != null) {
			return new TakenSpan(time, switch (text.length()) {
				case UP_TO_MINUTES -> time.plusMinutes(1);
				case UP_TO_SECONDS -> time.plusSeconds(1);
				// The databases store milliseconds.
				default -> time.plus(1, ChronoUnit.MILLIS);
			});
		}
		return (text.length() == 10) ? period(text) : null;
	}

	/**
	 * Reads a time of a day.
	 * @return null if the text is none
	 */
	static @Nullable LocalDateTime time(String text) {
		try {
			return TIME.matcher(text).matches() ? LocalDateTime.parse(text) : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	/**
	 * Reads a month and a day, such as {@code 07-04}.
	 * @return 704 for 4 July, null if the text is no such day
	 */
	static @Nullable Integer dayOfYear(String text) {
		try {
			MonthDay day = MonthDay.parse("--" + text);
			return (text.length() == 5) ? day.getMonthValue() * 100 + day.getDayOfMonth() : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private static int year(String text) {
		int year = Integer.parseUnsignedInt(text);
		if (year < 1) {
			throw new DateTimeException(text);
		}
		return year;
	}

	private static TakenSpan days(LocalDate first, LocalDate next) {
		return new TakenSpan(first.atStartOfDay(), next.atStartOfDay());
	}

}
