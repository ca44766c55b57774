package dev.tintype.library.edit;

import java.time.LocalDateTime;
import java.util.List;

import dev.tintype.imaging.xmp.Coordinates;
import dev.tintype.library.file.FileFields;
import dev.tintype.library.tier.AiMetadata;
import dev.tintype.library.version.Version;
import dev.tintype.library.version.VersionBuilder;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a photo that a client changes. Null resets a field to the value of the
 * file.
 *
 * @param body as sent
 * @param takenAt null if it is not sent or null
 * @param keywords normalised, null if they are not sent or null
 */
record PhotoPatch(JsonNode body, @Nullable LocalDateTime takenAt, @Nullable List<String> keywords) {

	private static final String RATING = "rating";

	private static final String KEYWORDS = "keywords";

	private static final String TAKEN = "taken_at";

	private static final String LATITUDE = "latitude";

	private static final String LONGITUDE = "longitude";

	private static final String METADATA = "metadata";

	private static final String SHORT = "ai_short_description";

	private static final String REVIEWED = "is_reviewed";

	private static final String EVENT_NAME = "event_name";

	/**
	 * Reads the body of a PATCH.
	 */
	static PhotoPatch read(byte[] bytes) {
		JsonNode body = Json.read(bytes);
		JsonFields fields = new JsonFields(body, "");
		EditFields values = new EditFields(body, fields);
		values.rating(RATING);
		List<String> keywords = values.tags(KEYWORDS, false);
		values.name("location");
		values.name("event_type");
		values.name(EVENT_NAME);
		values.description(SHORT);
		fields.flag(REVIEWED, false);
		LocalDateTime taken = values.taken(TAKEN);
		values.coordinates(LATITUDE, LONGITUDE);
		checkMetadata(body, fields);
		fields.check();
		return new PhotoPatch(body, taken, keywords);
	}

	private static void checkMetadata(JsonNode body, JsonFields fields) {
		JsonNode metadata = body.path(METADATA);
		if (metadata.isMissingNode()) {
			return;
		}
		if (!(metadata instanceof ObjectNode object)) {
			fields.fault(METADATA, "must be a JSON object");
			return;
		}
		for (String name : object.propertyNames()) {
			if (!name.equals("ai")) {
				fields.fault(METADATA + "/" + name, "cannot be changed; only metadata.ai can");
			}
		}
		JsonNode ai = metadata.path("ai");
		if (!ai.isMissingNode() && !ai.isNull()) {
			AiMetadata.check(ai, fields, METADATA + "/ai");
		}
	}

	/**
	 * Whether the service must read the file to know what a field is reset to.
	 */
	boolean isReset() {
		return isNull(RATING) || isNull(KEYWORDS) || isNull(TAKEN) || isNull(LATITUDE) || isNull(EVENT_NAME);
	}

	/**
	 * Applies the patch.
	 * @param spelled the keywords as the library spells them
	 * @param file what the file says
	 */
	Version apply(Version photo, List<String> spelled, FileValues file) {
		Version changed = withAi(photo);
		VersionBuilder builder = changed.toBuilder();
		if (has(RATING)) {
			builder.rating(isNull(RATING) ? file.rating() : this.body.path(RATING).intValue());
		}
		if (has(KEYWORDS)) {
			builder.keywords(isNull(KEYWORDS) ? file.keywords() : spelled);
		}
		if (has("location")) {
			builder.location(text("location"));
		}
		if (has("event_type")) {
			builder.eventType(text("event_type"));
		}
		if (has(EVENT_NAME)) {
			builder.eventName(isNull(EVENT_NAME) ? file.event() : text(EVENT_NAME));
		}
		if (has(REVIEWED)) {
			builder.reviewed(this.body.path(REVIEWED).asBoolean(false));
		}
		if (has(SHORT)) {
			builder.aiShortDescription(isNull(SHORT) ? shortDescription(changed) : text(SHORT));
		}
		if (has(TAKEN)) {
			builder.taken(isNull(TAKEN) ? file.takenAt() : this.takenAt,
					isNull(TAKEN) ? file.takenSource() : Version.USER);
		}
		if (has(LATITUDE) && !isNull(LATITUDE)) {
			builder.coordinates(this.body.path(LATITUDE).doubleValue(), this.body.path(LONGITUDE).doubleValue(),
					Version.USER);
		}
		else if (isNull(LATITUDE)) {
			builder.coordinates(file.latitude(), file.longitude(), file.coordinatesSource());
		}
		return placedByModel(builder.build());
	}

	private Version withAi(Version photo) {
		JsonNode sent = this.body.path(METADATA).path("ai");
		if (sent.isMissingNode()) {
			return photo;
		}
		if (!(sent instanceof ObjectNode changes)) {
			return FieldChanges.withAi(photo, Json.MAPPER.nullNode());
		}
		ObjectNode merged = (FieldChanges.ai(photo) instanceof ObjectNode before) ? before.deepCopy()
				: Json.MAPPER.createObjectNode();
		for (String name : changes.propertyNames()) {
			JsonNode value = changes.path(name);
			if (value.isNull()) {
				merged.remove(name);
			}
			else {
				merged.set(name, value);
			}
		}
		return FieldChanges.withAi(photo, merged);
	}

	// The place that a model named counts only where there is no other.
	private Version placedByModel(Version photo) {
		boolean changes = isNull(LATITUDE) || this.body.path(METADATA).has("ai");
		boolean known = photo.coordinatesSource() != null && !"ai".equals(photo.coordinatesSource());
		if (!changes || known || (photo.latitude() != null && photo.coordinatesSource() == null)) {
			return photo;
		}
		Coordinates named = FileFields.ofModel(FieldChanges.ai(photo));
		return (named != null) ? photo.toBuilder().coordinates(named.latitude(), named.longitude(), "ai").build()
				: photo.toBuilder().coordinates(null, null, null).build();
	}

	private static @Nullable String shortDescription(Version photo) {
		return FieldChanges.ai(photo).path("shortDescription").asString(null);
	}

	private boolean has(String name) {
		return this.body.has(name);
	}

	private boolean isNull(String name) {
		return this.body.path(name).isNull();
	}

	private @Nullable String text(String name) {
		return this.body.path(name).asString(null);
	}

}
