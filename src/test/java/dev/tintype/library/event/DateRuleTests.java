package dev.tintype.library.event;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DateRuleTests {

	/** The dates that almanacs print, from 2000 to 2050: month and day. */
	private static final String EASTERS = """
			0423 0415 0331 0420 0411 0327 0416 0408 0323 0412
			0404 0424 0408 0331 0420 0405 0327 0416 0401 0421
			0412 0404 0417 0409 0331 0420 0405 0328 0416 0401
			0421 0413 0328 0417 0409 0325 0413 0405 0425 0410
			0401 0421 0406 0329 0417 0409 0325 0414 0405 0418
			0410
			""";

	/** The Sunday after the ecclesiastical full moon, by Gauss. */
	private static LocalDate gauss(int year) {
		int moonShift = (15 + year / 100 - year / 400 - (8 * (year / 100) + 13) / 25) % 30;
		int moon = (19 * (year % 19) + moonShift) % 30;
		if (moon == 29 || (moon == 28 && year % 19 > 10)) {
			moon--;
		}
		LocalDate full = LocalDate.of(year, 3, 21).plusDays(moon);
		return full.plusDays(7 - full.getDayOfWeek().getValue() % 7);
	}

	@Test
	void easterIsThatOfAlmanacsAndOfAnotherAlgorithm() {
		List<String> almanac = List.of(EASTERS.strip().split("\\s+"));
		for (int year = 2000; year <= 2050; year++) {
			String printed = almanac.get(year - 2000);
			assertThat(DateRule.easter(year)).isEqualTo(LocalDate.of(year, Integer.parseInt(printed.substring(0, 2)),
					Integer.parseInt(printed.substring(2))));
		}
		for (int year = 1583; year <= 4099; year++) {
			assertThat(DateRule.easter(year)).isEqualTo(gauss(year));
		}
	}

	@ParameterizedTest
	@CsvSource({ "easter, 2024-03-31", "easter-2, 2024-03-29", "Easter + 1, 2024-04-01", "EASTER-47, 2024-02-13",
			"easter+60, 2024-05-30", "4th thursday november, 2024-11-28", "'  Last   Monday May ', 2024-05-27",
			"1st monday september, 2024-09-02", "5th friday march, 2024-03-29", "last sunday february, 2024-02-25",
			"'last monday may, 2024-06-03', 2024-06-03", "'last monday may,2022-06-02', 2024-05-27" })
	void ruleDescribesDayOfYear(String rule, LocalDate expected) {
		assertThat(of(rule).in(2024)).isEqualTo(expected);
	}

	@Test
	void fifthWeekdayExistsInSomeYearsOnly() {
		assertThat(of("5th monday february").in(2024)).isNull();
		assertThat(of("5th thursday february").in(2024)).isEqualTo("2024-02-29");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "easter+", "easter 2", "easter+1000", "6th monday may", "4 thursday november",
			"4th thursday", "last monday may,", "last monday may, 2022-02-30", "last monday mayo", "christmas",
			"4th thursday november december" })
	void textThatIsNoRuleIsNotRead(String text) {
		assertThat(DateRule.of(text)).isNull();
	}

	/** The days that governments have published, in the order of the year. */
	@ParameterizedTest
	@CsvSource({ "US, 2000, 0101 0117 0221 0423 0514 0529 0618 0704 0904 1009 1111 1123 1225",
			"US, 2006, 0101 0116 0220 0416 0514 0529 0618 0704 0904 1009 1111 1123 1225",
			"US, 2010, 0101 0118 0215 0404 0509 0531 0620 0704 0906 1011 1111 1125 1225",
			"US, 2019, 0101 0121 0218 0421 0512 0527 0616 0704 0902 1014 1111 1128 1225",
			"US, 2021, 0101 0118 0215 0404 0509 0531 0620 0704 0906 1011 1111 1125 1225",
			"US, 2026, 0101 0119 0216 0405 0510 0525 0621 0704 0907 1012 1111 1126 1225",
			"US, 2030, 0101 0121 0218 0421 0512 0527 0616 0704 0902 1014 1111 1128 1225",
			"UK, 2002, 0101 0329 0401 0506 0604 0826 1225 1226", "UK, 2011, 0101 0422 0425 0502 0530 0829 1225 1226",
			"UK, 2012, 0101 0406 0409 0507 0604 0827 1225 1226", "UK, 2019, 0101 0419 0422 0506 0527 0826 1225 1226",
			"UK, 2020, 0101 0410 0413 0508 0525 0831 1225 1226", "UK, 2021, 0101 0402 0405 0503 0531 0830 1225 1226",
			"UK, 2022, 0101 0415 0418 0502 0602 0829 1225 1226", "UK, 2025, 0101 0418 0421 0505 0526 0825 1225 1226",
			"UK, 2027, 0101 0326 0329 0503 0531 0830 1225 1226", "UK, 2050, 0101 0408 0411 0502 0530 0829 1225 1226" })
	void seededHolidaysFallOnPublishedDays(String country, int year, String expected) {
		List<String> others = List.of("Valentine's Day", "St. Patrick's Day", "Halloween", "Christmas Eve",
				"New Year's Eve");
		assertThat(SeededHolidays.of(country)
			.filter((event) -> !others.contains(event.name()))
			.map((event) -> day(event, year))
			.sorted()
			.map((day) -> "%02d%02d".formatted(day.getMonthValue(), day.getDayOfMonth())))
			.containsExactly(expected.split(" "));
	}

	static Stream<Event> holidays() {
		return Stream.of("US", "UK").flatMap(SeededHolidays::of);
	}

	/** The rules of the laws, computed by counting days of the month. */
	@ParameterizedTest
	@MethodSource("holidays")
	void everyYearHasEachHolidayOnItsDay(Event event) {
		for (int year = 2000; year <= 2050; year++) {
			assertThat(day(event, year)).as("%s of %s", event.name(), year).isEqualTo(expected(event, year));
		}
	}

	private static LocalDate expected(Event event, int year) {
		return switch (event.name()) {
			case "New Year's Day" -> LocalDate.of(year, 1, 1);
			case "Martin Luther King Jr. Day" -> monday(year, 1, 15);
			case "Presidents' Day" -> monday(year, 2, 15);
			case "Valentine's Day" -> LocalDate.of(year, 2, 14);
			case "St. Patrick's Day" -> LocalDate.of(year, 3, 17);
			case "Easter" -> gauss(year);
			case "Good Friday" -> gauss(year).minusDays(2);
			case "Easter Monday" -> gauss(year).plusDays(1);
			case "May Day" -> (year == 2020) ? LocalDate.of(2020, 5, 8) : monday(year, 5, 1);
			case "Mother's Day" -> weekday(year, 5, 8, 7);
			case "Memorial Day" -> monday(year, 5, 25);
			case "Spring Bank Holiday" -> switch (year) {
				case 2002, 2012 -> LocalDate.of(year, 6, 4);
				case 2022 -> LocalDate.of(2022, 6, 2);
				default -> monday(year, 5, 25);
			};
			case "Father's Day" -> weekday(year, 6, 15, 7);
			case "Independence Day" -> LocalDate.of(year, 7, 4);
			case "Summer Bank Holiday" -> monday(year, 8, 25);
			case "Labor Day" -> monday(year, 9, 1);
			case "Columbus Day" -> monday(year, 10, 8);
			case "Halloween" -> LocalDate.of(year, 10, 31);
			case "Veterans Day" -> LocalDate.of(year, 11, 11);
			case "Thanksgiving" -> weekday(year, 11, 22, 4);
			case "Christmas Eve" -> LocalDate.of(year, 12, 24);
			case "Christmas Day" -> LocalDate.of(year, 12, 25);
			case "Boxing Day" -> LocalDate.of(year, 12, 26);
			case "New Year's Eve" -> LocalDate.of(year, 12, 31);
			default -> throw new IllegalStateException(event.name());
		};
	}

	private static LocalDate monday(int year, int month, int from) {
		return weekday(year, month, from, 1);
	}

	// The first such day of the week on or after a day of the month.
	private static LocalDate weekday(int year, int month, int from, int weekday) {
		return IntStream.range(0, 7)
			.mapToObj((i) -> LocalDate.of(year, month, 1).plusDays(from - 1L + i))
			.filter((day) -> day.getDayOfWeek().getValue() == weekday)
			.findFirst()
			.orElseThrow();
	}

	private static LocalDate day(Event event, int year) {
		DateRule rule = (event.rule() != null) ? DateRule.of(event.rule()) : null;
		return (rule != null) ? Objects.requireNonNull(rule.in(year)) : event.date().withYear(year);
	}

	private static DateRule of(String rule) {
		return Objects.requireNonNull(DateRule.of(rule), rule);
	}

}
