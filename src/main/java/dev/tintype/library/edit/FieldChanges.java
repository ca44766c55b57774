package dev.tintype.library.edit;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

import dev.tintype.library.version.Version;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares two states of a photo field by field, as {@code {"field": [before, after]}}.
 */
public final class FieldChanges {

	/** The field with the metadata of a model. */
	static final String AI = "metadata.ai";

	private static final Field AI_FIELD = new Field(List.of(AI), (version) -> List.of(ai(version)),
			(version, values) -> withAi(version, values.get(0)));

	/** Fields that belong together are reset together. */
	private static final List<Field> FIELDS = List.of(
			new Field("rating", Version::rating,
					(version, value) -> version.toBuilder().rating(value.asInt(0)).build()),
			new Field("keywords", Version::keywords,
					(version, value) -> version.toBuilder().keywords(texts(value)).build()),
			new Field("location", Version::location,
					(version, value) -> version.toBuilder().location(text(value)).build()),
			new Field("event_type", Version::eventType,
					(version, value) -> version.toBuilder().eventType(text(value)).build()),
			new Field("event_name", Version::eventName,
					(version, value) -> version.toBuilder().eventName(text(value)).build()),
			new Field("is_reviewed", Version::reviewed,
					(version, value) -> version.toBuilder().reviewed(value.asBoolean(false)).build()),
			new Field("ai_short_description", Version::aiShortDescription,
					(version, value) -> version.toBuilder().aiShortDescription(text(value)).build()),
			new Field(List.of("taken_at", "taken_source"),
					(version) -> nodes((version.takenAt() != null) ? version.takenAt().toString() : null,
							version.takenSource()),
					(version, values) -> version.toBuilder().taken(time(values.get(0)), text(values.get(1))).build()),
			new Field(List.of("latitude", "longitude", "coordinates_source"),
					(version) -> nodes(version.latitude(), version.longitude(), version.coordinatesSource()),
					(version, values) -> version.toBuilder()
						.coordinates(number(values.get(0)), number(values.get(1)), text(values.get(2)))
						.build()));

	private FieldChanges() {
	}

	/**
	 * Compares all fields but the metadata of a model.
	 * @return null if they are equal
	 */
	public static @Nullable ObjectNode between(Version before, Version after) {
		return between(FIELDS, before, after);
	}

	/**
	 * Compares the metadata of a model.
	 * @return null if it is equal
	 */
	static @Nullable ObjectNode ofModel(Version before, Version after) {
		return between(List.of(AI_FIELD), before, after);
	}

	private static @Nullable ObjectNode between(List<Field> fields, Version before, Version after) {
		ObjectNode changes = Json.MAPPER.createObjectNode();
		for (Field field : fields) {
			List<JsonNode> old = field.get().apply(before);
			List<JsonNode> now = field.get().apply(after);
			if (!old.equals(now)) {
				for (int i = 0; i < old.size(); i++) {
					changes.putArray(field.names().get(i)).add(old.get(i)).add(now.get(i));
				}
			}
		}
		return changes.isEmpty() ? null : changes;
	}

	/**
	 * Resets the fields that still have the value that changes set.
	 * @param changes as this class made them
	 * @return the version with the reset fields, which may be equal
	 */
	static Version reset(Version version, JsonNode changes) {
		Version reset = version;
		List<Field> all = new ArrayList<>(FIELDS);
		all.add(AI_FIELD);
		for (Field field : all) {
			List<JsonNode> after = field.names().stream().map((name) -> changes.path(name).path(1)).toList();
			List<JsonNode> before = field.names().stream().map((name) -> changes.path(name).path(0)).toList();
			if (isSame(field.get().apply(version), after)) {
				reset = field.set().apply(reset, before);
			}
		}
		return reset;
	}

	// A database may have written a number in another form.
	private static boolean isSame(List<JsonNode> now, List<JsonNode> after) {
		for (int i = 0; i < now.size(); i++) {
			JsonNode one = now.get(i);
			JsonNode other = after.get(i);
			boolean same = one.doubleValue(Double.NaN) == other.doubleValue(Double.NaN) || one.equals(other);
			if (!same) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Returns the metadata of a model.
	 * @return the null node if there is none
	 */
	static JsonNode ai(Version version) {
		JsonNode ai = (version.metadata() != null) ? version.metadata().path("ai") : Json.MAPPER.missingNode();
		return ai.isMissingNode() ? Json.MAPPER.nullNode() : ai;
	}

	/**
	 * Replaces the metadata of a model.
	 * @param ai the null node for none
	 */
	static Version withAi(Version version, JsonNode ai) {
		ObjectNode metadata = (version.metadata() instanceof ObjectNode object) ? object.deepCopy()
				: Json.MAPPER.createObjectNode();
		if (ai.isNull()) {
			metadata.remove("ai");
		}
		else {
			metadata.set("ai", ai);
		}
		return version.toBuilder().metadata(metadata).build();
	}

	private static List<JsonNode> nodes(@Nullable Object... values) {
		List<JsonNode> nodes = new ArrayList<>();
		for (Object value : values) {
			nodes.add((value != null) ? Json.MAPPER.valueToTree(value) : Json.MAPPER.nullNode());
		}
		return nodes;
	}

	private static @Nullable String text(JsonNode value) {
		return value.isString() ? value.stringValue() : null;
	}

	private static @Nullable Double number(JsonNode value) {
		return value.isNumber() ? value.doubleValue() : null;
	}

	private static @Nullable LocalDateTime time(JsonNode value) {
		return value.isString() ? LocalDateTime.parse(value.stringValue()) : null;
	}

	private static List<String> texts(JsonNode value) {
		List<String> texts = new ArrayList<>();
		value.forEach((item) -> texts.add(item.asString()));
		return texts;
	}

	/**
	 * Columns that are compared and reset together.
	 *
	 * @param get their values in JSON
	 * @param set returns a version with other values
	 */
	private record Field(List<String> names, Function<Version, List<JsonNode>> get,
			BiFunction<Version, List<JsonNode>, Version> set) {

		Field(String name, Function<Version, @Nullable Object> get, BiFunction<Version, JsonNode, Version> set) {
			this(List.of(name), (version) -> nodes(get.apply(version)),
					(version, values) -> set.apply(version, values.get(0)));
		}

	}

}
