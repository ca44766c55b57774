package dev.tintype.library.photo;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;

import dev.tintype.library.geo.Circle;
import dev.tintype.library.version.Tier;
import dev.tintype.support.Texts;
import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;

/**
 * Reads search filters in JSON.
 */
public final class PhotoFilters {

	private static final String FILTER = "a filter";

	private static final List<String> NAMES = List.of("query", "tier", "state", "rating", "date_range", "keywords",
			"event_type", "mime_type", "event_name", "location", "camera", "lens", "people_ids", "collections",
			"has_gps", "has_faces", "is_reviewed", "near", "similar");

	private PhotoFilters() {
	}

	/**
	 * Reads filters. An unknown filter is a fault: it must not select every photo.
	 * @param fields of the object with the filters, receives the faults
	 * @return the filters, to be used only without a fault
	 */
	public static PhotoFilter read(JsonFields fields) {
		fields.onlyKnown(NAMES, FILTER);
		JsonFields rating = part(fields, "rating", List.of("min", "max"));
		JsonFields dates = part(fields, "date_range", List.of("from", "to"));
		String tier = fields.optionalWord("tier", PhotoParameters.TIERS);
		TakenSpan from = span(dates, "from");
		TakenSpan to = span(dates, "to");
		return new PhotoFilter(text(fields, "query"), (tier != null) ? Tier.of(tier) : null,
				fields.optionalWord("state", PhotoFilter.STATES), stars(rating, "min"), stars(rating, "max"),
				(from != null) ? from.start() : null, (to != null) ? to.end() : null, texts(fields, "keywords"),
				texts(fields, "event_type"), texts(fields, "mime_type"), text(fields, "event_name"),
				text(fields, "location"), text(fields, "camera"), text(fields, "lens"), texts(fields, "people_ids"),
				texts(fields, "collections"), fields.optionalFlag("has_gps"), fields.optionalFlag("has_faces"),
				fields.optionalFlag("is_reviewed"), near(fields), similar(fields));
	}

	/**
	 * Reads a time without a zone.
	 * @return null if the text is none
	 */
	public static @Nullable LocalDateTime time(String text) {
		return TakenSpan.time(text);
	}

	private static @Nullable JsonFields part(JsonFields fields, String name, List<String> names) {
		JsonFields part = fields.optionalObject(name);
		if (part != null) {
			part.onlyKnown(names, FILTER);
		}
		return part;
	}

	private static @Nullable String text(JsonFields fields, String name) {
		String text = fields.optionalText(name, 0, Texts.SEARCH_LENGTH);
		return (text == null || text.isEmpty()) ? null : text;
	}

	private static List<String> texts(JsonFields fields, String name) {
		return fields.optionalTexts(name, PhotoFilter.MOST_VALUES, Texts.NAME_LENGTH);
	}

	private static @Nullable Integer stars(@Nullable JsonFields rating, String name) {
		return (rating != null) ? rating.optionalInteger(name, 0, PhotoFilter.MOST_STARS) : null;
	}

	private static @Nullable TakenSpan span(@Nullable JsonFields dates, String name) {
		String text = (dates != null) ? dates.optionalText(name, 0, Texts.NAME_LENGTH) : null;
		TakenSpan span = (text != null) ? TakenSpan.dayOrTime(text) : null;
		if (text != null && span == null) {
			Objects.requireNonNull(dates).fault(name, TakenSpan.FAULT);
		}
		return span;
	}

	private static @Nullable Circle near(JsonFields fields) {
		JsonFields near = part(fields, "near", List.of("latitude", "longitude", "radius"));
		if (near == null) {
			return null;
		}
		Double latitude = degrees(near, "latitude", Circle.MOST_LATITUDE);
		Double longitude = degrees(near, "longitude", Circle.MOST_LONGITUDE);
		Double radius = near.optionalDecimal("radius", 0, Circle.LONGEST);
		near.required("radius", radius);
		return (latitude != null && longitude != null && radius != null) ? new Circle(latitude, longitude, radius)
				: null;
	}

	private static @Nullable Double degrees(JsonFields near, String name, long most) {
		Double degrees = near.optionalDecimal(name, -most, most);
		near.required(name, degrees);
		return degrees;
	}

	private static @Nullable SimilarTo similar(JsonFields fields) {
		JsonFields similar = part(fields, "similar", List.of("photo_id", "hash", "threshold"));
		if (similar == null) {
			return null;
		}
		String photo = similar.optionalText("photo_id", 0, Texts.NAME_LENGTH);
		String bits = similar.optionalText("hash", 0, Texts.NAME_LENGTH);
		Long hash = (bits != null) ? SimilarTo.hash(bits) : null;
		if (bits != null && hash == null) {
			similar.fault("hash", SimilarTo.FAULT);
		}
		if (bits != null && photo != null) {
			similar.fault("hash", "must not be sent with photo_id");
		}
		else if (bits == null) {
			similar.required("photo_id", photo);
		}
		Integer threshold = similar.optionalInteger("threshold", SimilarTo.LEAST, SimilarTo.GREATEST);
		return new SimilarTo(photo, hash, Objects.requireNonNullElse(threshold, SimilarTo.USUAL));
	}

}
