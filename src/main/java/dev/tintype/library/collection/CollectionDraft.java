package dev.tintype.library.collection;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a collection that a client sends.
 *
 * @param body as sent
 * @param name null if it is not sent
 * @param description null if it is not sent, null or empty
 * @param cover the id of a photo as the client wrote it
 * @param rule the checked rules
 */
record CollectionDraft(JsonNode body, @Nullable String name, @Nullable String description, @Nullable String cover,
		@Nullable SmartRule rule) {

	private static final String NAME = "name";

	private static final String DESCRIPTION = "description";

	private static final String COVER = "cover_photo";

	private static final String PUBLIC = "is_public";

	private static final String SMART = "is_smart_collection";

	private static final String RULES = "smart_rules";

	/** The most bytes of the rules, which are stored as they were sent. */
	private static final int RULE_BYTES = 64 << 10;

	/**
	 * Reads the body of a POST.
	 */
	static CollectionDraft create(byte[] bytes) {
		return read(bytes, true);
	}

	/**
	 * Reads the body of a PATCH.
	 */
	static CollectionDraft patch(byte[] bytes) {
		return read(bytes, false);
	}

	private static CollectionDraft read(byte[] bytes, boolean isNew) {
		JsonNode body = Json.read(bytes);
		JsonFields fields = new JsonFields(body, "");
		boolean hasName = isNew || body.has(NAME);
		String name = hasName ? fields.text(NAME, 1, Texts.NAME_LENGTH) : null;
		String description = fields.optionalText(DESCRIPTION, 0, Texts.TEXT_LENGTH);
		String cover = fields.optionalText(COVER, 0, Texts.NAME_LENGTH);
		fields.flag(PUBLIC, false);
		boolean isSmart = fields.flag(SMART, body.hasNonNull(RULES));
		SmartRule rule = body.hasNonNull(RULES) ? rules(body.path(RULES), fields) : null;
		if (isNew && isSmart != body.hasNonNull(RULES)) {
			fields.fault(RULES, isSmart ? "is required for a smart collection" : "is only for a smart collection");
		}
		fields.check();
		return new CollectionDraft(body, name, (description != null && description.isBlank()) ? null : description,
				cover, rule);
	}

	/**
	 * Reads the body {@code {"smart_rules"}}.
	 */
	static SmartRule preview(byte[] bytes) {
		JsonNode body = Json.read(bytes);
		JsonFields fields = new JsonFields(body, "");
		if (body.isObject() && !body.hasNonNull(RULES)) {
			fields.fault(RULES, "is required");
		}
		SmartRule rule = body.hasNonNull(RULES) ? rules(body.path(RULES), fields) : null;
		fields.check();
		return Objects.requireNonNull(rule);
	}

	private static @Nullable SmartRule rules(JsonNode rules, JsonFields fields) {
		SmartRule rule = RuleReader.read(rules, "/" + RULES, fields);
		if (rule != null && rules.toString().getBytes(StandardCharsets.UTF_8).length > RULE_BYTES) {
			fields.fault(RULES, "must have at most " + RULE_BYTES + " bytes");
		}
		return rule;
	}

	/**
	 * Returns the new collection, without its cover.
	 */
	PhotoCollection collection(UUID id) {
		Instant now = Ids.createdAt(id);
		return new PhotoCollection(id, String.valueOf(this.name), this.description,
				this.body.path(PUBLIC).asBoolean(false), this.rule != null, rules(), now, now, null, null, 0);
	}

	/**
	 * Applies the fields that were sent, without the cover.
	 * @return the changed collection; it throws a problem if the kind would change
	 */
	PhotoCollection applied(PhotoCollection old) {
		boolean changesKind = this.body.hasNonNull(SMART) && this.body.path(SMART).asBoolean(false) != old.isSmart();
		if (changesKind || (!old.isSmart() && this.body.hasNonNull(RULES))) {
			throw new ProblemException(ProblemType.CONFLICT, old.isSmart() ? "The collection is smart, and stays so."
					: "The collection is not smart, and cannot become so.");
		}
		if (old.isSmart() && this.body.path(RULES).isNull()) {
			throw ProblemException.invalid("/" + RULES, "is required for a smart collection");
		}
		return new PhotoCollection(old.id(), (this.name != null) ? this.name : old.name(),
				this.body.has(DESCRIPTION) ? this.description : old.description(),
				this.body.hasNonNull(PUBLIC) ? this.body.path(PUBLIC).asBoolean(false) : old.isPublic(), old.isSmart(),
				(this.rule != null) ? rules() : old.rules(), old.createdAt(),
				Instant.now().truncatedTo(ChronoUnit.MICROS), old.cover(), null, 0);
	}

	private @Nullable JsonNode rules() {
		return (this.rule != null) ? this.body.path(RULES) : null;
	}

	boolean hasCover() {
		return this.body.has(COVER);
	}

	/** The field to which a fault of the rules belongs. */
	String pointer() {
		return (this.rule != null) ? "/" + RULES : "/" + NAME;
	}

}
