package dev.tintype.library.tier;

import java.util.List;

import dev.tintype.library.version.Version;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The metadata of a model, as a client sends it and as {@code metadata.ai} keeps it.
 */
public final class AiMetadata {

	/** The field with the description that becomes a caption. */
	static final String LONG = "longDescription";

	/** The field with the description that becomes a column. */
	static final String SHORT = "shortDescription";

	/** The field with the words for the file. */
	static final String TAGS = "aiTags";

	private static final String AI = "ai";

	private static final List<String> LISTS = List.of(TAGS, "detectedObjects");

	private static final int MOST_VALUES = 10_000;

	private AiMetadata() {
	}

	/**
	 * The metadata of a model that a version has.
	 * @return an object, or a missing node
	 */
	static JsonNode of(Version version) {
		return (version.metadata() != null) ? version.metadata().path(AI) : Json.MAPPER.missingNode();
	}

	/**
	 * Puts metadata of a model in the place of what a version has.
	 * @return the whole metadata
	 */
	static JsonNode in(@Nullable JsonNode metadata, ObjectNode ai) {
		ObjectNode changed = (metadata instanceof ObjectNode object) ? object.deepCopy()
				: Json.MAPPER.createObjectNode();
		changed.set(AI, ai);
		return changed;
	}

	/**
	 * Reads a text.
	 * @return null if it is absent or blank
	 */
	static @Nullable String text(ObjectNode ai, String name) {
		String text = ai.path(name).asString(null);
		return (text == null || text.isBlank()) ? null : text;
	}

	/**
	 * Checks metadata of a model.
	 * @param ai the value that the client sent
	 * @param fields receives the faults
	 * @param name of the field
	 */
	public static void check(JsonNode ai, JsonFields fields, String name) {
		if (!ai.isObject()) {
			fields.fault(name, "must be a JSON object");
			return;
		}
		int[] values = { 0 };
		String unstorable = unstorable(ai, values);
		if (unstorable != null || values[0] > MOST_VALUES) {
			fields.fault(name, (unstorable != null) ? unstorable : "must have at most " + MOST_VALUES + " values");
		}
		for (String text : List.of(SHORT, LONG, "placeName")) {
			JsonNode value = ai.path(text);
			String fault = value.isString() ? Texts.fault(value.stringValue(), 0, Texts.TEXT_LENGTH)
					: (value.isMissingNode() || value.isNull()) ? null : "must be a string";
			if (fault != null) {
				fields.fault(name + "/" + text, fault);
			}
		}
		for (String list : LISTS) {
			checkList(ai.path(list), fields, name + "/" + list);
		}
	}

	private static void checkList(JsonNode list, JsonFields fields, String name) {
		if (list.isMissingNode() || list.isNull()) {
			return;
		}
		if (!list.isArray()) {
			fields.fault(name, "must be an array");
			return;
		}
		for (JsonNode item : list) {
			String fault = item.isString() ? Texts.fault(item.stringValue(), 1, Texts.NAME_LENGTH)
					: "must contain only strings";
			if (fault != null) {
				fields.fault(name, fault);
				return;
			}
		}
	}

	private static @Nullable String unstorable(JsonNode node, int[] values) {
		values[0]++;
		if (node.isString()) {
			return Texts.unstorable(node.stringValue());
		}
		if (node instanceof ObjectNode object) {
			for (String name : object.propertyNames()) {
				String fault = Texts.unstorable(name);
				if (fault != null) {
					return fault;
				}
			}
		}
		for (JsonNode child : node) {
			String fault = unstorable(child, values);
			if (fault != null) {
				return fault;
			}
		}
		return null;
	}

}
