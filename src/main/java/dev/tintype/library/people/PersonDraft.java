package dev.tintype.library.people;

import java.time.DateTimeException;
import java.time.LocalDate;

import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A person that a client sends.
 *
 * @param name null if the client did not send it
 * @param isNotesSent whether the client sent notes, which may be null
 * @param isBirthdateSent whether the client sent a birthdate, which may be null
 */
record PersonDraft(@Nullable String name, @Nullable String notes, boolean isNotesSent, @Nullable LocalDate birthdate,
		boolean isBirthdateSent) {

	private static final String NAME = "name";

	private static final String NOTES = "notes";

	private static final String BIRTHDATE = "birthdate";

	private static final int DATE_LENGTH = 10;

	/**
	 * Reads a new person.
	 */
	static PersonDraft read(byte[] body) {
		return read(body, true);
	}

	/**
	 * Reads changes.
	 */
	static PersonDraft readChanges(byte[] body) {
		return read(body, false);
	}

	private static PersonDraft read(byte[] body, boolean isNew) {
		JsonNode json = Json.read(body);
		JsonFields fields = new JsonFields(json, "");
		boolean isNamed = isNew || json.has(NAME);
		String name = isNamed ? fields.text(NAME, 0, Texts.NAME_LENGTH).strip() : null;
		if (name != null && name.isEmpty() && json.path(NAME).isString()) {
			fields.fault(NAME, "must not be empty");
		}
		String notes = fields.optionalText(NOTES, 0, Texts.TEXT_LENGTH);
		LocalDate birthdate = birthdate(fields);
		fields.check();
		return new PersonDraft(name, notes, json.has(NOTES), birthdate, json.has(BIRTHDATE));
	}

	private static @Nullable LocalDate birthdate(JsonFields fields) {
		String text = fields.optionalText(BIRTHDATE, 0, Texts.NAME_LENGTH);
		if (text == null) {
			return null;
		}
		try {
			LocalDate date = LocalDate.parse(text);
			if (text.length() == DATE_LENGTH && date.getYear() >= 1) {
				return date;
			}
		}
		catch (DateTimeException ex) {
			// The fault is the same.
		}
		fields.fault(BIRTHDATE, "must be a day such as 1990-12-31");
		return null;
	}

}
