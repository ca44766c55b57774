package dev.tintype.library.event;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.setting.LibrarySettings;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Finds the events to which a day belongs.
 */
@Repository
public class EventMatching {

	/** The longest window of a type. */
	private static final int WINDOW = 2;

	private static final int FEBRUARY_28 = 228;

	private static final int FEBRUARY_29 = 229;

	private static final int MONTH = 100;

	private static final String DAY = "CAST(EXTRACT(MONTH FROM %1$s) * 100 + EXTRACT(DAY FROM %1$s) AS INT)";

	/** All that may match. Whether it does depends on the year, so Java decides. */
	private static final String EVENTS = "/* findEventsNear */ SELECT " + Event.COLUMNS + """
			, p.name, p.birthdate
			FROM events e LEFT JOIN people p ON p.id = e.person_id
			WHERE COALESCE(e.is_enabled, TRUE)
			  AND (e.rule IS NOT NULL OR e.recurring_type IN ('weekly', 'monthly')
			    OR e.date BETWEEN :first AND :last OR\s""" + DAY.formatted("e.date") + " = ANY(:days))";

	/** An event for the birthday stands for it, also if it is disabled. */
	private static final String PEOPLE = """
			/* findBirthdaysNear */
			SELECT p.id, p.name, p.birthdate FROM people p
			WHERE p.birthdate IS NOT NULL AND\s""" + DAY.formatted("p.birthdate") + """
			= ANY(:days) AND NOT EXISTS (
			   SELECT 1 FROM events e WHERE e.person_id = p.id AND e.type = 'birthday'
			     AND\s""" + DAY.formatted("e.date") + " = " + DAY.formatted("p.birthdate") + ")";

	private final Statements statements;

	private final LibrarySettings settings;

	EventMatching(Statements statements, LibrarySettings settings) {
		this.statements = statements;
		this.settings = settings;
	}

	/**
	 * Finds the events to which a day belongs. Disabled events do not count, nor holidays
	 * of sets that are not enabled.
	 * @return the most certain one first, then by name
	 */
	public Mono<List<EventMatch>> of(LocalDate day) {
		return this.settings.enabledHolidays()
			.flatMapMany((sets) -> Flux.concat(events(day, sets), birthdays(day)))
			.sort(EventMatch.ORDER)
			.collectList();
	}

	private Flux<EventMatch> events(LocalDate day, Set<String> sets) {
		return this.statements.sql(EVENTS)
			.bind("first", day.minusDays(WINDOW))
			.bind("last", day.plusDays(WINDOW))
			.bind("days", days(day))
			.<Candidate>all(
					(row) -> new Candidate(Event.of(row), row.get(13, String.class), row.get(14, LocalDate.class)))
			.mapNotNull((candidate) -> match(candidate, day, sets));
	}

	private Flux<EventMatch> birthdays(LocalDate day) {
		return this.statements.sql(PEOPLE)
			.bind("days", days(day))
			.<Candidate>all(EventMatching::birthday)
			.mapNotNull((candidate) -> match(candidate, day, Set.of()));
	}

	private static Candidate birthday(Readable row) {
		LocalDate born = Columns.get(row, 2, LocalDate.class);
		String name = Columns.get(row, 1, String.class);
		UUID id = Columns.get(row, 0, UUID.class);
		Event event = new Event(id, name + "'s Birthday", EventType.BIRTHDAY.word(), born, true, null, null, null, id,
				true, null, null, java.time.Instant.EPOCH);
		return new Candidate(event, name, born);
	}

	private static @Nullable EventMatch match(Candidate candidate, LocalDate day, Set<String> sets) {
		Event event = candidate.event();
		EventType type = EventType.of(event.type());
		if (type == EventType.HOLIDAY && event.country() != null && !sets.contains(event.country())) {
			return null;
		}
		LocalDate found = event.near(day);
		if (found == null) {
			return null;
		}
		Integer age = null;
		if (type == EventType.BIRTHDAY) {
			LocalDate born = Objects.requireNonNullElse(candidate.born(), event.date());
			if (found.isBefore(born) || day.isBefore(born)) {
				return null;
			}
			age = found.getYear() - born.getYear();
		}
		boolean isOwn = !event.id().equals(event.personId());
		return new EventMatch(isOwn ? event.id() : null, event.name(), event.type(),
				type.confidence(Event.distance(day, found)), found, event.personId(), candidate.personName(), age);
	}

	private static Integer[] days(LocalDate day) {
		IntStream near = IntStream.rangeClosed(-WINDOW, WINDOW)
			.mapToObj(day::plusDays)
			.mapToInt((other) -> other.getMonthValue() * MONTH + other.getDayOfMonth());
		return near.flatMap((found) -> (found == FEBRUARY_28) ? IntStream.of(found, FEBRUARY_29) : IntStream.of(found))
			.distinct()
			.boxed()
			.toArray(Integer[]::new);
	}

	/**
	 * An event that may match.
	 *
	 * @param born when the person was born; null if that is unknown
	 */
	private record Candidate(Event event, @Nullable String personName, @Nullable LocalDate born) {
	}

}
