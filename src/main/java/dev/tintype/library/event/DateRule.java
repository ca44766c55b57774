package dev.tintype.library.event;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A rule for a day that moves from year to year, such as {@code 4th thursday november},
 * {@code last monday may} or {@code easter-2}. Dates after a comma replace the day of
 * their year, because governments have moved some holidays: {@code last monday may,
 * 2022-06-02}.
 */
final class DateRule {

	/** What a text that is no rule must be. */
	static final String FORM = "must be a rule such as \"4th thursday november\", \"last monday may\" or \"easter-2\"";

	/** The longest rule, in characters. */
	private static final int LONGEST = 500;

	private static final String LAST = "last";

	private static final Pattern EASTER = Pattern.compile("easter(?: ?([+-]) ?([0-9]{1,3}))?");

	private static final Pattern WEEKDAY = Pattern.compile("(1st|2nd|3rd|4th|5th|last) (%s) (%s)"
		.formatted(names(DayOfWeek.values(), DayOfWeek::name), names(Month.values(), Month::name)));

	private static final int DAYS_OF_WEEK = 7;

	private final Function<Integer, @Nullable LocalDate> days;

	private final List<LocalDate> moved;

	private DateRule(Function<Integer, @Nullable LocalDate> days, List<LocalDate> moved) {
		this.days = days;
		this.moved = moved;
	}

	/**
	 * Reads a rule, in any case.
	 * @return null if the text is none
	 */
	static @Nullable DateRule of(String text) {
		String[] parts = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").split(" ?, ?", -1);
		Function<Integer, @Nullable LocalDate> days = days(parts[0]);
		List<LocalDate> moved = new ArrayList<>();
		try {
			for (int i = 1; i < parts.length; i++) {
				moved.add(LocalDate.parse(parts[i]));
			}
		}
		catch (DateTimeException ex) {
			return null;
		}
		return (days != null && text.length() <= LONGEST) ? new DateRule(days, moved) : null;
	}

	private static @Nullable Function<Integer, @Nullable LocalDate> days(String rule) {
		Matcher easter = EASTER.matcher(rule);
		if (easter.matches()) {
			int days = (easter.group(2) != null) ? Integer.parseInt(easter.group(2)) : 0;
			int offset = "-".equals(easter.group(1)) ? -days : days;
			return (year) -> easter(year).plusDays(offset);
		}
		Matcher weekday = WEEKDAY.matcher(rule);
		if (!weekday.matches()) {
			return null;
		}
		String place = weekday.group(1);
		DayOfWeek day = DayOfWeek.valueOf(weekday.group(2).toUpperCase(Locale.ROOT));
		Month month = Month.valueOf(weekday.group(3).toUpperCase(Locale.ROOT));
		return (year) -> weekday(YearMonth.of(year, month), place, day);
	}

	/**
	 * Computes the day of a year.
	 * @return null if the year has no such day, as with the fifth Monday of a month
	 */
	@Nullable LocalDate in(int year) {
		for (LocalDate day : this.moved) {
			if (day.getYear() == year) {
				return day;
			}
		}
		return this.days.apply(year);
	}

	private static @Nullable LocalDate weekday(YearMonth month, String place, DayOfWeek day) {
		if (place.equals(LAST)) {
			return month.atDay(1).with(TemporalAdjusters.lastInMonth(day));
		}
		LocalDate first = month.atDay(1).with(TemporalAdjusters.firstInMonth(day));
		LocalDate found = first.plusDays((long) DAYS_OF_WEEK * (place.charAt(0) - '1'));
		return YearMonth.from(found).equals(month) ? found : null;
	}

	/**
	 * Computes Easter Sunday by the Gregorian computus (Oudin).
	 */
	static LocalDate easter(int year) {
		int golden = year % 19;
		int century = year / 100;
		int leaps = century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15;
		int epact = leaps % 30;
		int moon = epact - (epact / 28) * (1 - (epact / 28) * (29 / (epact + 1)) * ((21 - golden) / 11));
		int sunday = moon - (year + year / 4 + moon + 2 - century + century / 4) % DAYS_OF_WEEK;
		int month = 3 + (sunday + 40) / 44;
		return LocalDate.of(year, month, sunday + 28 - 31 * (month / 4));
	}

	private static <T> String names(T[] values, Function<T, String> name) {
		return Arrays.stream(values)
			.map((value) -> name.apply(value).toLowerCase(Locale.ROOT))
			.collect(Collectors.joining("|"));
	}

}
