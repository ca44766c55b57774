package dev.tintype.library.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Year;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.tintype.data.sql.Columns;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/**
 * An event of the calendar.
 *
 * @param type holiday, birthday or custom
 * @param date the day on which it falls, or fell first
 * @param isRecurring whether it falls on other days too
 * @param recurringType yearly, monthly or weekly; null for yearly
 * @param country the set of a holiday; null for none
 * @param personId whose birthday it is, or who takes part
 * @param rule for a movable day; null for a fixed one
 */
record Event(UUID id, String name, String type, LocalDate date, boolean isRecurring, @Nullable String recurringType,
		@Nullable String country, @Nullable String region, @Nullable UUID personId, boolean isEnabled,
		@Nullable String description, @Nullable String rule, Instant createdAt) {

	/** How an event recurs. */
	static final List<String> RECURRENCES = List.of("yearly", "monthly", "weekly");

	/** The columns of {@code events e} that {@link #of} reads. */
	static final String COLUMNS = """
			e.id, e.name, e.type, e.date, e.is_recurring, e.recurring_type, e.country, e.region, e.person_id,
			e.is_enabled, e.description, e.rule, e.created_at""";

	private static final int DAYS_OF_WEEK = 7;

	static Event of(Readable row) {
		return new Event(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class),
				Columns.get(row, 2, String.class), Columns.get(row, 3, LocalDate.class),
				Boolean.TRUE.equals(row.get(4, Boolean.class)), row.get(5, String.class), row.get(6, String.class),
				row.get(7, String.class), row.get(8, UUID.class), !Boolean.FALSE.equals(row.get(9, Boolean.class)),
				row.get(10, String.class), row.get(11, String.class), Columns.get(row, 12, Instant.class));
	}

	/**
	 * Finds the day of this event that is nearest to another day.
	 * @return null if there is none within the window of the type
	 */
	@Nullable LocalDate near(LocalDate day) {
		return days(day).filter((found) -> distance(day, found) <= EventType.of(this.type).window())
			.min(Comparator.comparingLong((found) -> distance(day, found)))
			.orElse(null);
	}

	static long distance(LocalDate day, LocalDate other) {
		return Math.abs(ChronoUnit.DAYS.between(day, other));
	}

	// The windows are shorter than a week, so the neighbours of the period suffice.
	private Stream<LocalDate> days(LocalDate day) {
		DateRule movable = (this.rule != null) ? DateRule.of(this.rule) : null;
		if (movable != null) {
			return years(day).mapToObj(movable::in).filter(Objects::nonNull);
		}
		if (this.type.equals(EventType.BIRTHDAY.word())) {
			return yearly(this.date, day);
		}
		if (!this.isRecurring) {
			return Stream.of(this.date);
		}
		return switch (Objects.requireNonNullElse(this.recurringType, "yearly")) {
			case "weekly" -> {
				int since = Math.floorMod(day.toEpochDay() - this.date.toEpochDay(), DAYS_OF_WEEK);
				yield Stream.of(day.minusDays(since), day.minusDays(since).plusDays(DAYS_OF_WEEK));
			}
			case "monthly" -> IntStream.rangeClosed(-1, 1)
				.mapToObj((months) -> YearMonth.from(day).plusMonths(months))
				.map((month) -> month.atDay(Math.min(this.date.getDayOfMonth(), month.lengthOfMonth())));
			default -> yearly(this.date, day);
		};
	}

	// In a common year, 29 February is the 28th.
	static Stream<LocalDate> yearly(LocalDate first, LocalDate day) {
		return years(day).mapToObj((year) -> Year.of(year).atMonthDay(MonthDay.from(first)));
	}

	private static IntStream years(LocalDate day) {
		return IntStream.rangeClosed(day.getYear() - 1, day.getYear() + 1);
	}

}
