package dev.tintype.library.event;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An event to which a day belongs.
 *
 * @param eventId null for the birthday of a person who has no event for it
 * @param confidence in percent
 * @param date the day of the event that is nearest to the day
 * @param personId whose birthday it is, or who takes part; may be null
 * @param age on that birthday, in years; null if this is no birthday
 */
public record EventMatch(@Nullable UUID eventId, String eventName, String eventType, int confidence, LocalDate date,
		@Nullable UUID personId, @Nullable String personName, @Nullable Integer age) {

	/** The most certain one first, then by name. */
	static final Comparator<EventMatch> ORDER = Comparator.comparingInt(EventMatch::confidence)
		.reversed()
		.thenComparing(EventMatch::eventName)
		.thenComparing((match) -> String.valueOf(match.eventId()))
		.thenComparing((match) -> String.valueOf(match.personId()));

}
