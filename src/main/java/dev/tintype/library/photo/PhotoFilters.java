package dev.tintype.library.photo;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.tintype.library.version.Tier;
import dev.tintype.support.ClosestName;
import dev.tintype.support.Texts;
import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads search filters in JSON.
 */
public final class PhotoFilters {

	private static final Set<String> NAMES = Set.of("query", "tier", "state", "rating", "date_range", "keywords",
			"event_type", "mime_type", "event_name", "location", "camera", "lens", "has_gps", "has_faces",
			"is_reviewed");

	private PhotoFilters() {
	}

	/**
	 * Reads filters. An unknown filter is a fault: it must not select every photo.
	 * @param json the object with the filters
	 * @param fields of the same object, receives the faults
	 * @return the filters, to be used only without a fault
	 */
	public static PhotoFilter read(JsonNode json, JsonFields fields) {
		unknown(json, NAMES, fields, "");
		JsonNode rating = part(json, "rating", Set.of("min", "max"), fields);
		JsonNode dates = part(json, "date_range", Set.of("from", "to"), fields);
		String tier = fields.optionalWord("tier", PhotoParameters.TIERS);
		TakenSpan from = span(dates, "from", fields);
		TakenSpan to = span(dates, "to", fields);
		return new PhotoFilter(text(fields, "query"), (tier != null) ? Tier.of(tier) : null,
				fields.optionalWord("state", PhotoFilter.STATES), stars(rating, "min", fields),
				stars(rating, "max", fields), (from != null) ? from.start() : null, (to != null) ? to.end() : null,
				texts(json, "keywords", fields), texts(json, "event_type", fields), texts(json, "mime_type", fields),
				text(fields, "event_name"), text(fields, "location"), text(fields, "camera"), text(fields, "lens"),
				flag(json, "has_gps", fields), flag(json, "has_faces", fields), flag(json, "is_reviewed", fields));
	}

	/**
	 * Reads a time without a zone.
	 * @return null if the text is none
	 */
	public static @Nullable LocalDateTime time(String text) {
		return TakenSpan.time(text);
	}

	private static void unknown(JsonNode json, Set<String> names, JsonFields fields, String prefix) {
		for (String name : json.propertyNames()) {
			if (!names.contains(name)) {
				fields.fault(prefix + name, "is not a filter." + ClosestName.question(name, names));
			}
		}
	}

	private static JsonNode part(JsonNode json, String name, Set<String> names, JsonFields fields) {
		JsonNode part = json.path(name);
		if (part.isObject()) {
			unknown(part, names, fields, name + "/");
		}
		else if (!part.isMissingNode() && !part.isNull()) {
			fields.fault(name, "must be a JSON object");
		}
		return part;
	}

	private static @Nullable String text(JsonFields fields, String name) {
		String text = fields.optionalText(name, 0, Texts.SEARCH_LENGTH);
		return (text == null || text.isEmpty()) ? null : text;
	}

	private static @Nullable Integer stars(JsonNode rating, String name, JsonFields fields) {
		JsonNode value = rating.path(name);
		if (value.isMissingNode() || value.isNull()) {
			return null;
		}
		if (!value.isIntegralNumber() || value.asInt(-1) < 0 || value.asInt(-1) > PhotoFilter.MOST_STARS) {
			fields.fault("rating/" + name, "must be a whole number from 0 to " + PhotoFilter.MOST_STARS);
			return null;
		}
		return value.intValue();
	}

	private static @Nullable TakenSpan span(JsonNode dates, String name, JsonFields fields) {
		JsonNode value = dates.path(name);
		if (value.isMissingNode() || value.isNull()) {
			return null;
		}
		TakenSpan span = value.isString() ? TakenSpan.dayOrTime(value.stringValue()) : null;
		if (span == null) {
			fields.fault("date_range/" + name,
					"must be a day or a time without a zone, such as 2024-07-04 or 2024-07-04T10:11:12");
		}
		return span;
	}

	private static List<String> texts(JsonNode json, String name, JsonFields fields) {
		JsonNode value = json.path(name);
		List<String> texts = new ArrayList<>();
		if (value.isMissingNode() || value.isNull()) {
			return texts;
		}
		if (!value.isArray() || value.size() > PhotoFilter.MOST_VALUES) {
			fields.fault(name, "must be an array of at most " + PhotoFilter.MOST_VALUES + " strings");
			return texts;
		}
		for (JsonNode item : value) {
			String fault = item.isString() ? Texts.fault(item.stringValue(), 1, Texts.NAME_LENGTH)
					: "must contain only strings";
			if (fault != null) {
				fields.fault(name, fault);
				return texts;
			}
			texts.add(item.stringValue());
		}
		return texts;
	}

	private static @Nullable Boolean flag(JsonNode json, String name, JsonFields fields) {
		JsonNode value = json.path(name);
		boolean isGiven = !value.isMissingNode() && !value.isNull();
		boolean flag = fields.flag(name, false);
		return isGiven ? flag : null;
	}

}
