package dev.tintype.library.tier;

import dev.tintype.library.event.EventMatch;
import dev.tintype.library.event.EventMatching;
import dev.tintype.library.version.Version;
import dev.tintype.library.version.VersionBuilder;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Fills the empty event fields of a version from the events of the day on which it was
 * taken.
 */
@Component
class EventFields {

	/** A less certain event is left to people, in percent. */
	private static final int LEAST_CONFIDENCE = 80;

	private final EventMatching events;

	EventFields(EventMatching events) {
		this.events = events;
	}

	/**
	 * Fills the fields that are null.
	 * @return the version; the same one if its day is unknown or has no certain event
	 */
	Mono<Version> fill(Version version) {
		boolean isFull = version.eventType() != null && version.eventName() != null;
		if (isFull || version.takenAt() == null) {
			return Mono.just(version);
		}
		return this.events.of(version.takenAt().toLocalDate())
			.map((found) -> (!found.isEmpty() && found.get(0).confidence() >= LEAST_CONFIDENCE)
					? fill(version, found.get(0)) : version);
	}

	private static Version fill(Version version, EventMatch match) {
		VersionBuilder filled = version.toBuilder();
		if (version.eventType() == null) {
			filled.eventType(match.eventType());
		}
		if (version.eventName() == null) {
			filled.eventName(match.eventName());
		}
		return filled.build();
	}

}
