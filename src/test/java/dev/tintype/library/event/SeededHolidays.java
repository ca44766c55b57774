package dev.tintype.library.event;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tintype.operation.seed.BuiltInRows;

/**
 * The holidays with which the service comes.
 */
final class SeededHolidays {

	private SeededHolidays() {
	}

	static Stream<Event> of(String country) {
		return BuiltInRows.of("events")
			.stream()
			.filter((row) -> country.equals(row.get("country")))
			.map(SeededHolidays::event);
	}

	private static Event event(Map<String, String> row) {
		return new Event(UUID.fromString(value(row, "id")), value(row, "name"), value(row, "type"),
				LocalDate.parse(value(row, "date")), true, "yearly", row.get("country"), null, null, true, null,
				row.get("rule"), Instant.EPOCH);
	}

	private static String value(Map<String, String> row, String name) {
		return Objects.requireNonNull(row.get(name), name);
	}

}
