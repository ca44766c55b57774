package dev.tintype.library.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import dev.tintype.web.http.PatchFields;
import tools.jackson.databind.JsonNode;

/**
 * The fields of an event that a client sends.
 */
final class EventDraft {

	private static final LocalDate NO_DATE = LocalDate.EPOCH;

	private EventDraft() {
	}

	/**
	 * Reads a new event. A holiday and a birthday recur unless the client says otherwise.
	 */
	static Event create(byte[] body) {
		PatchFields sent = PatchFields.of(body, true);
		String type = sent.json().path("type").asString("");
		boolean recurs = sent.json().path("recurring_type").isString() || type.equals(EventType.HOLIDAY.word())
				|| type.equals(EventType.BIRTHDAY.word());
		Event empty = new Event(Ids.next(), "", EventType.CUSTOM.word(), NO_DATE, recurs, null, null, null, null, true,
				null, null, Instant.now().truncatedTo(ChronoUnit.MICROS));
		return read(sent, empty);
	}

	/**
	 * Reads a change.
	 * @param before the event as it is
	 */
	static Event change(byte[] body, Event before) {
		return read(PatchFields.of(body, false), before);
	}

	private static Event read(PatchFields sent, Event before) {
		Event event = new Event(before.id(), sent.text("name", Texts.NAME_LENGTH, before.name()),
				sent.word("type", EventType.WORDS, before.type()),
				sent.required("date", EventDraft::date, before.date()), sent.flag("is_recurring", before.isRecurring()),
				sent.optionalWord("recurring_type", Event.RECURRENCES, before.recurringType()),
				sent.optionalText("country", Texts.NAME_LENGTH, before.country()),
				sent.optionalText("region", Texts.NAME_LENGTH, before.region()),
				sent.optional("person_id", PatchFields::id, before.personId()),
				sent.flag("is_enabled", before.isEnabled()),
				sent.optionalText("description", Texts.TEXT_LENGTH, before.description()),
				sent.optional("rule", EventDraft::rule, before.rule()), before.createdAt());
		sent.fields().check();
		return event;
	}

	private static LocalDate date(JsonNode value) {
		try {
			LocalDate date = LocalDate.parse(value.isString() ? value.stringValue() : "");
			if (date.getYear() >= 1 && date.getYear() <= 9999) {
				return date;
			}
		}
		catch (DateTimeException ex) {
			// The fault is the same as for a year out of range.
		}
		throw new IllegalArgumentException("must be a date such as 2024-07-04");
	}

	private static String rule(JsonNode value) {
		if (value.isString() && DateRule.of(value.stringValue()) != null) {
			return value.stringValue();
		}
		throw new IllegalArgumentException(DateRule.FORM);
	}

}
