package dev.tintype.search.filter;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.tintype.search.filter.FilterReader.Token;
import org.jspecify.annotations.Nullable;

/**
 * The time that a value of a filter means: a UTC day, or a microsecond, which is the
 * resolution of the databases. The span is empty if the time lies between two
 * microseconds.
 *
 * @param start the first moment of the span
 * @param end the first moment after the span
 */
public record TimeSpan(Instant start, Instant end) {

	private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

	private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

	private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

	private static final Pattern TIMESTAMP = Pattern
		.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9:.]{8,18}([Zz]|[+-][0-9]{2}:[0-9]{2})");

	private static final Pattern WALL_TIME = Pattern.compile("[^T]*T[0-9:.]+");

	private static final Pattern RELATIVE = Pattern.compile("now(?:-([0-9]{1,9})([smhdw]))?", Pattern.CASE_INSENSITIVE);

	private static final int DAYS_OF_WEEK = 7;

	/**
	 * Reads a timestamp, a date, or a time relative to now.
	 * @param text as the filter language writes it
	 * @param now the base of relative times
	 * @return null if the text is none of them
	 */
	public static @Nullable TimeSpan of(String text, Instant now) {
		try {
			TimeSpan span = read(text, now);
			if (span != null && !span.start.isBefore(EARLIEST) && span.start.isBefore(LATEST)) {
				return span;
			}
		}
		catch (DateTimeException | ArithmeticException ex) {
			// It is no time, like any other text.
		}
		return null;
	}

	/**
	 * Reads a value of a field of wall-clock times, which are compared as if they were
	 * UTC.
	 * @param text as clients write it
	 * @return a timestamp without a zone in UTC; any other text as it is
	 */
	public static String wallTime(String text) {
		return WALL_TIME.matcher(text).matches() ? text + "Z" : text;
	}

	static TimeSpan read(Token token, FieldType type, Instant now, FilterFaults faults) {
		TimeSpan span = of((type == FieldType.WALL_TIME) ? wallTime(token.text()) : token.text(), now);
		if (span == null) {
			throw faults.value("a time such as 2026-11-30T12:00:00Z, 2026-11-30 or now-7d", token);
		}
		return span;
	}

	private static @Nullable TimeSpan read(String text, Instant now) {
		if (DATE.matcher(text).matches()) {
			Instant start = LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
			return new TimeSpan(start, start.plus(1, ChronoUnit.DAYS));
		}
		if (TIMESTAMP.matcher(text).matches()) {
			return at(OffsetDateTime.parse(text).toInstant());
		}
		Matcher relative = RELATIVE.matcher(text);
		if (!relative.matches()) {
			return null;
		}
		String unit = relative.group(2);
		return at((unit != null) ? now.minus(duration(Long.parseLong(relative.group(1)), unit)) : now);
	}

	// No row has a time between two microseconds. The span of such a time is empty, and
	// the
	// next microsecond is the first one after it.
	private static TimeSpan at(Instant moment) {
		Instant start = moment.truncatedTo(ChronoUnit.MICROS);
		Instant end = start.plus(1, ChronoUnit.MICROS);
		return new TimeSpan(start.equals(moment) ? start : end, end);
	}

	private static Duration duration(long count, String unit) {
		return switch (unit.charAt(0)) {
			case 's', 'S' -> Duration.ofSeconds(count);
			case 'm', 'M' -> Duration.ofMinutes(count);
			case 'h', 'H' -> Duration.ofHours(count);
			case 'd', 'D' -> Duration.ofDays(count);
			default -> Duration.ofDays(count * DAYS_OF_WEEK);
		};
	}

}
