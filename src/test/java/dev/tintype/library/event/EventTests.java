package dev.tintype.library.event;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class EventTests {

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "holiday, yearly, -, 2000-12-25, 2023-12-27, 2023-12-25",
			"holiday, yearly, -, 2000-12-25, 2023-12-28, -", "holiday, yearly, -, 2000-01-01, 2023-12-30, 2024-01-01",
			"holiday, yearly, -, 2000-12-31, 2024-01-02, 2023-12-31",
			"holiday, yearly, easter-2, 2000-01-01, 2024-03-31, 2024-03-29",
			"holiday, yearly, 1st monday january, 2000-01-01, 2023-12-31, 2024-01-01",
			"holiday, -, -, 2000-07-04, 2024-07-04, -", "birthday, -, -, 1992-02-29, 2023-02-28, 2023-02-28",
			"birthday, -, -, 1992-02-29, 2023-03-02, 2023-02-28", "birthday, -, -, 1992-02-29, 2024-03-02, 2024-02-29",
			"birthday, -, -, 1992-02-29, 2024-02-27, 2024-02-29", "birthday, -, -, 1992-02-29, 2024-02-26, -",
			"birthday, -, -, 1992-12-31, 2024-01-01, 2023-12-31",
			"custom, yearly, -, 2015-06-12, 2024-06-13, 2024-06-12", "custom, yearly, -, 2015-06-12, 2024-06-14, -",
			"custom, yearly, -, 2016-02-29, 2023-02-27, 2023-02-28",
			"custom, monthly, -, 2024-01-31, 2024-02-29, 2024-02-29",
			"custom, monthly, -, 2024-01-31, 2024-05-01, 2024-04-30",
			"custom, monthly, -, 2024-01-01, 2023-12-31, 2024-01-01",
			"custom, monthly, -, 2024-01-29, 2023-02-28, 2023-02-28", "custom, monthly, -, 2024-01-15, 2024-03-17, -",
			"custom, weekly, -, 2024-01-01, 2023-12-31, 2024-01-01",
			"custom, weekly, -, 2024-01-03, 2024-01-09, 2024-01-10",
			"custom, weekly, -, 2024-01-03, 2024-01-18, 2024-01-17", "custom, weekly, -, 2024-01-03, 2024-01-19, -",
			"custom, weekly, -, 2023-12-28, 2024-01-03, 2024-01-04", "custom, -, -, 2024-02-29, 2024-03-01, 2024-02-29",
			"custom, -, -, 2024-02-29, 2025-02-28, -",
			"custom, -, last monday may, 2000-01-01, 2024-05-28, 2024-05-27" })
	void nearestDayIsFoundWithinWindowOfType(String type, @Nullable String recurring, @Nullable String rule,
			LocalDate date, LocalDate day, @Nullable LocalDate expected) {
		Event event = new Event(UUID.randomUUID(), "Event", type, date, recurring != null, recurring, null, null, null,
				true, null, rule, Instant.EPOCH);

		assertThat(event.near(day)).isEqualTo(expected);
	}

	@Test
	void confidenceFallsNextToEvent() {
		assertThat(EventType.HOLIDAY.confidence(0)).isEqualTo(100);
		assertThat(EventType.HOLIDAY.confidence(2)).isEqualTo(80);
		assertThat(EventType.BIRTHDAY.confidence(1)).isEqualTo(75);
		assertThat(EventType.CUSTOM.confidence(1)).isEqualTo(85);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "2024-07-04, 2024-07-04", "2024-07-04T23:59:59-11:00, 2024-07-04",
					"2024-07-04T00:30:00Z, 2024-07-04", "2024-07-04T10:11:12.123456789 02:00, 2024-07-04",
					"2024-07-04T10:11, 2024-07-04", "2024-02-30, -", "2024-07-04T25:00:00, -", "0000-01-01, -",
					"4.7.2024, -", "2024-07, -", "2024-07-04X, -" })
	void dayIsTheOneThatIsWritten(String text, @Nullable LocalDate expected) {
		assertThat(WrittenDay.of(text)).isEqualTo(expected);
	}

}
