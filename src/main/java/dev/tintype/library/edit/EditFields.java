package dev.tintype.library.edit;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

import dev.tintype.imaging.metadata.TakenAt;
import dev.tintype.library.photo.PhotoFilters;
import dev.tintype.library.version.Tags;
import dev.tintype.support.Texts;
import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks the values that clients send for fields of photos.
 *
 * @param node the object with the values
 * @param fields receives the faults
 */
record EditFields(JsonNode node, JsonFields fields) {

	private static final int MOST_STARS = 5;

	private static final int MOST_TAGS = 1_000;

	private static final int LATITUDES = 90;

	private static final int LONGITUDES = 180;

	/**
	 * Checks a rating, which may be null.
	 */
	void rating(String name) {
		JsonNode value = this.node.path(name);
		if (!isAbsent(value) && (!value.isIntegralNumber() || value.asInt(-1) < 0 || value.asInt(-1) > MOST_STARS)) {
			this.fields.fault(name, "must be a whole number from 0 to " + MOST_STARS);
		}
	}

	/**
	 * Checks a name, which may be null.
	 */
	void name(String name) {
		String text = this.fields.optionalText(name, 1, Texts.NAME_LENGTH);
		if (text != null && text.isBlank()) {
			this.fields.fault(name, "must not be only white space");
		}
	}

	/**
	 * Checks a description, which may be null.
	 */
	void description(String name) {
		this.fields.optionalText(name, 1, Texts.TEXT_LENGTH);
	}

	/**
	 * Reads tags.
	 * @param required whether they must be there
	 * @return normalised, each once; null if they are absent or null
	 */
	@Nullable List<String> tags(String name, boolean required) {
		JsonNode value = this.node.path(name);
		if (isAbsent(value) && !required) {
			return null;
		}
		List<String> tags = new ArrayList<>();
		for (JsonNode item : this.fields.values(name, MOST_TAGS)) {
			String fault = item.isString() ? Texts.unstorable(item.stringValue()) : "must contain only strings";
			String tag = (fault != null) ? "" : Tags.clean(item.stringValue());
			String found = (fault != null) ? fault : Tags.fault(tag);
			if (found != null) {
				this.fields.fault(name + "/" + tags.size(), found);
				return tags;
			}
			tags.add(tag);
		}
		return Tags.distinct(tags);
	}

	/**
	 * Reads when a picture was taken.
	 * @return null if it is absent or null
	 */
	@Nullable LocalDateTime taken(String name) {
		JsonNode value = this.node.path(name);
		if (isAbsent(value)) {
			return null;
		}
		LocalDateTime time = value.isString() ? PhotoFilters.time(value.stringValue()) : null;
		if (time == null || !TakenAt.isValid(time)) {
			this.fields.fault(name,
					"must be a time without a zone of the years 1901 to 2099, such as 2024-07-04T10:11:12");
			return null;
		}
		return time;
	}

	/**
	 * Checks coordinates, which are both absent, both null, or both numbers.
	 */
	void coordinates(String north, String east) {
		JsonNode latitude = this.node.path(north);
		JsonNode longitude = this.node.path(east);
		if (latitude.isMissingNode() != longitude.isMissingNode() || latitude.isNull() != longitude.isNull()) {
			this.fields.fault(latitude.isNumber() ? east : north, "must be sent together with the other coordinate");
			return;
		}
		if (isAbsent(latitude)) {
			return;
		}
		range(north, latitude, LATITUDES);
		range(east, longitude, LONGITUDES);
		if (latitude.doubleValue(Double.NaN) == 0 && longitude.doubleValue(Double.NaN) == 0) {
			this.fields.fault(north, "and longitude 0 mean that there is no place; send null for both");
		}
	}

	private void range(String name, JsonNode value, int limit) {
		if (!(Math.abs(value.doubleValue(Double.NaN)) <= limit)) {
			this.fields.fault(name, "must be a number from -" + limit + " to " + limit);
		}
	}

	private static boolean isAbsent(JsonNode value) {
		return value.isMissingNode() || value.isNull();
	}

}
