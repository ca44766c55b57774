package dev.tintype.library.edit;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;

import dev.tintype.imaging.metadata.TakenAt;
import dev.tintype.library.version.Version;
import dev.tintype.library.version.VersionBuilder;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An operation of a batch that changes fields.
 *
 * @param params as sent
 * @param tags normalised, empty for another operation
 */
record BatchEdit(String operation, JsonNode params, List<String> tags) {

	/** The operations of this kind. */
	static final List<String> OPERATIONS = List.of("add_tags", "remove_tags", "set_rating", "set_reviewed",
			"set_location", "set_event", "set_coordinates", "shift_taken_at");

	/** More than two hundred years. */
	private static final long MOST_SECONDS = 7_000_000_000L;

	private static final String REVIEWED = "is_reviewed";

	private static final String SECONDS = "seconds";

	private static final String LOCATION = "location";

	private static final String TYPE = "event_type";

	private static final String NAME = "event_name";

	/**
	 * Reads the parameters of an operation.
	 * @param outer receives the faults
	 */
	static BatchEdit read(String operation, JsonNode params, JsonFields outer) {
		JsonNode sent = (params.isMissingNode() || params.isNull()) ? Json.MAPPER.createObjectNode() : params;
		JsonFields fields = new JsonFields(sent, "/params");
		EditFields values = new EditFields(sent, fields);
		List<String> tags = List.of();
		switch (operation) {
			case "add_tags", "remove_tags" -> tags = Objects.requireNonNullElse(values.tags("tags", true), tags);
			case "set_rating" -> {
				require(sent, fields, "rating");
				values.rating("rating");
			}
			case "set_reviewed" -> {
				require(sent, fields, REVIEWED);
				fields.flag(REVIEWED, false);
			}
			case "set_location" -> {
				if (!sent.has(LOCATION)) {
					fields.fault(LOCATION, "is required; null removes it");
				}
				values.name(LOCATION);
			}
			case "set_event" -> {
				if (!sent.has(TYPE) && !sent.has(NAME)) {
					fields.fault(NAME, "or event_type is required; null removes it");
				}
				values.name(TYPE);
				values.name(NAME);
			}
			case "set_coordinates" -> {
				require(sent, fields, "latitude");
				require(sent, fields, "longitude");
				values.coordinates("latitude", "longitude");
			}
			default -> seconds(sent.path(SECONDS), fields);
		}
		outer.addFaultsOf(fields);
		return new BatchEdit(operation, sent, tags);
	}

	private static void require(JsonNode sent, JsonFields fields, String name) {
		if (sent.path(name).isMissingNode() || sent.path(name).isNull()) {
			fields.fault(name, "is required");
		}
	}

	private static void seconds(JsonNode seconds, JsonFields fields) {
		if (!seconds.isIntegralNumber() || !seconds.canConvertToLong()
				|| Math.abs(seconds.longValue()) > MOST_SECONDS) {
			fields.fault(SECONDS, "must be a whole number from -" + MOST_SECONDS + " to " + MOST_SECONDS);
		}
	}

	/**
	 * Tells why the operation cannot change a photo.
	 * @return null if it can
	 */
	@Nullable String fault(Version photo) {
		if (!this.operation.equals("shift_taken_at") || photo.takenAt() == null) {
			return null;
		}
		return TakenAt.isValid(shifted(photo.takenAt())) ? null
				: "The date would be outside of the years 1901 to 2099.";
	}

	/**
	 * Changes a photo.
	 * @param spelled the tags as the library spells them
	 * @return the changed photo, which may be equal
	 */
	Version apply(Version photo, List<String> spelled) {
		VersionBuilder changed = photo.toBuilder();
		switch (this.operation) {
			case "add_tags" ->
				changed.keywords(new TagsDraft(spelled, TagsDraft.Action.ADD).apply(photo.keywords(), spelled));
			case "remove_tags" ->
				changed.keywords(new TagsDraft(spelled, TagsDraft.Action.REMOVE).apply(photo.keywords(), spelled));
			case "set_rating" -> changed.rating(this.params.path("rating").asInt(0));
			case "set_reviewed" -> changed.reviewed(this.params.path(REVIEWED).asBoolean(false));
			case "set_location" -> changed.location(this.params.path(LOCATION).asString(null));
			case "set_event" -> setEvent(changed);
			case "set_coordinates" -> changed.coordinates(this.params.path("latitude").doubleValue(),
					this.params.path("longitude").doubleValue(), Version.USER);
			default -> {
				if (photo.takenAt() != null && this.params.path(SECONDS).longValue() != 0) {
					changed.taken(shifted(photo.takenAt()), Version.USER);
				}
			}
		}
		return changed.build();
	}

	private void setEvent(VersionBuilder changed) {
		if (this.params.has(TYPE)) {
			changed.eventType(this.params.path(TYPE).asString(null));
		}
		if (this.params.has(NAME)) {
			changed.eventName(this.params.path(NAME).asString(null));
		}
	}

	private LocalDateTime shifted(LocalDateTime taken) {
		return taken.plusSeconds(this.params.path(SECONDS).longValue());
	}

}
