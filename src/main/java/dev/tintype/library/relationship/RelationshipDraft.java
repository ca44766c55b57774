package dev.tintype.library.relationship;

import java.util.UUID;

import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.ProblemException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A relationship that a client sends.
 *
 * @param type null if the client did not send it
 * @param isNotesSent whether the client sent notes, which may be null
 */
record RelationshipDraft(@Nullable String person1, @Nullable String person2, @Nullable RelationshipType type,
		@Nullable String notes, boolean isNotesSent) {

	private static final String FIRST = "person1_id";

	private static final String SECOND = "person2_id";

	private static final String TYPE = "relationship_type";

	private static final String NOTES = "notes";

	/**
	 * Reads a new relationship.
	 */
	static RelationshipDraft read(byte[] body) {
		JsonNode json = Json.read(body);
		JsonFields fields = new JsonFields(json, "");
		String first = fields.text(FIRST, 0, Texts.NAME_LENGTH);
		String second = fields.text(SECOND, 0, Texts.NAME_LENGTH);
		if (!first.isEmpty() && first.equalsIgnoreCase(second)) {
			fields.fault(SECOND, "must be another person");
		}
		String type = fields.optionalWord(TYPE, RelationshipType.WORDS);
		if (json.isObject() && (json.path(TYPE).isMissingNode() || json.path(TYPE).isNull())) {
			fields.fault(TYPE, "is required");
		}
		String notes = fields.optionalText(NOTES, 0, Texts.TEXT_LENGTH);
		fields.check();
		return new RelationshipDraft(first, second, (type != null) ? RelationshipType.of(type) : null, notes, true);
	}

	/**
	 * Reads changes.
	 */
	static RelationshipDraft readChanges(byte[] body) {
		JsonNode json = Json.read(body);
		JsonFields fields = new JsonFields(json, "");
		String type = fields.optionalWord(TYPE, RelationshipType.WORDS);
		if (json.path(TYPE).isNull()) {
			fields.fault(TYPE, "must not be null");
		}
		String notes = fields.optionalText(NOTES, 0, Texts.TEXT_LENGTH);
		fields.check();
		return new RelationshipDraft(null, null, (type != null) ? RelationshipType.of(type) : null, notes,
				json.has(NOTES));
	}

	UUID firstId() {
		return id(this.person1);
	}

	UUID secondId() {
		return id(this.person2);
	}

	private static UUID id(@Nullable String text) {
		UUID id = (text != null) ? Ids.parse(text) : null;
		if (id == null) {
			throw ProblemException.notFound("No person has the id " + text + ".");
		}
		return id;
	}

}
