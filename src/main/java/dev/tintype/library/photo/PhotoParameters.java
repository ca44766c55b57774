package dev.tintype.library.photo;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import dev.tintype.library.geo.Circle;
import dev.tintype.library.version.Tier;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.support.Texts;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that select the photos of a listing.
 *
 * @param filter the search filters
 * @param text in the filter language; null for all
 * @param allVersions whether each version has a row, not only the best ones
 * @param unprocessed whether the best photo must be bronze and processed
 * @param imageId the id of the image as the client wrote it; null for all
 * @param taken when the photo was taken; null for any time
 * @param onDay the day of the year when it was taken, 704 for 4 July; null for any day
 * @param withMetadata whether the JSON has {@code metadata}
 */
public record PhotoParameters(PhotoFilter filter, @Nullable RowFilter text, boolean allVersions, boolean unprocessed,
		@Nullable String imageId, @Nullable TakenSpan taken, @Nullable Integer onDay, boolean withMetadata) {

	/** The words for the tiers. */
	static final List<String> TIERS = Arrays.stream(Tier.values()).map(Tier::text).toList();

	/**
	 * Reads the query string.
	 * @return the parameters; a problem names the first one that is wrong
	 */
	public static PhotoParameters of(QueryParameters parameters) {
		String include = parameters.word("include", List.of("metadata"), "");
		return new PhotoParameters(filter(parameters), RowFilter.of(parameters, PhotoFields.ALL),
				Boolean.TRUE.equals(parameters.flag("all_versions")),
				Boolean.TRUE.equals(parameters.flag("unprocessed")), parameters.text("image_id", Texts.NAME_LENGTH),
				read(parameters, "taken", TakenSpan::period, "must be a year, a month or a day, such as 2024-07"),
				read(parameters, "on_day", TakenSpan::dayOfYear, "must be a month and a day, such as 07-04"),
				!include.isEmpty());
	}

	private static PhotoFilter filter(QueryParameters parameters) {
		String tier = parameters.word("tier", TIERS, "");
		String state = parameters.word("state", PhotoFilter.STATES, "");
		TakenSpan from = span(parameters, "taken_from");
		TakenSpan to = span(parameters, "taken_to");
		LocalDateTime start = (from != null) ? from.start() : null;
		LocalDateTime end = (to != null) ? to.end() : null;
		return new PhotoFilter(parameters.text("query", Texts.SEARCH_LENGTH), tier.isEmpty() ? null : Tier.of(tier),
				state.isEmpty() ? null : state, parameters.optionalNumber("rating_min", 0, PhotoFilter.MOST_STARS),
				parameters.optionalNumber("rating_max", 0, PhotoFilter.MOST_STARS), start, end,
				parameters.texts("keywords", Texts.NAME_LENGTH), parameters.texts("event_type", Texts.NAME_LENGTH),
				parameters.texts("mime_type", Texts.NAME_LENGTH), parameters.text("event_name", Texts.SEARCH_LENGTH),
				parameters.text("location", Texts.SEARCH_LENGTH), parameters.text("camera", Texts.SEARCH_LENGTH),
				parameters.text("lens", Texts.SEARCH_LENGTH), parameters.texts("people_ids", Texts.NAME_LENGTH),
				parameters.texts("collections", Texts.NAME_LENGTH), parameters.flag("has_gps"),
				parameters.flag("has_faces"), parameters.flag("is_reviewed"), near(parameters), similar(parameters));
	}

	private static @Nullable Circle near(QueryParameters parameters) {
		Double latitude = parameters.optionalDecimal("near_latitude", -Circle.MOST_LATITUDE, Circle.MOST_LATITUDE);
		Double longitude = parameters.optionalDecimal("near_longitude", -Circle.MOST_LONGITUDE, Circle.MOST_LONGITUDE);
		Double radius = parameters.optionalDecimal("near_radius", 0, Circle.LONGEST);
		if (latitude == null && longitude == null && radius == null) {
			return null;
		}
		return new Circle(needed("near_latitude", latitude), needed("near_longitude", longitude),
				needed("near_radius", radius));
	}

	private static double needed(String name, @Nullable Double value) {
		if (value == null) {
			throw ProblemException.invalid(name, "is required with the other near_ parameters");
		}
		return value;
	}

	private static @Nullable SimilarTo similar(QueryParameters parameters) {
		String photo = parameters.text("similar_photo_id", Texts.NAME_LENGTH);
		Long hash = read(parameters, "similar_hash", SimilarTo::hash, SimilarTo.FAULT);
		Integer threshold = parameters.optionalNumber("similar_threshold", SimilarTo.LEAST, SimilarTo.GREATEST);
		if (photo != null && hash != null) {
			throw ProblemException.invalid("similar_hash", "must not be given with similar_photo_id");
		}
		if (photo == null && hash == null) {
			if (threshold != null) {
				throw ProblemException.invalid("similar_threshold", "needs similar_photo_id or similar_hash");
			}
			return null;
		}
		return new SimilarTo(photo, hash, Objects.requireNonNullElse(threshold, SimilarTo.USUAL));
	}

	private static @Nullable TakenSpan span(QueryParameters parameters, String name) {
		return read(parameters, name, TakenSpan::dayOrTime, TakenSpan.FAULT);
	}

	private static <T> @Nullable T read(QueryParameters parameters, String name, Function<String, @Nullable T> reading,
			String fault) {
		String text = parameters.text(name, Texts.NAME_LENGTH);
		if (text == null) {
			return null;
		}
		T value = reading.apply(text);
		if (value == null) {
			throw ProblemException.invalid(name, fault);
		}
		return value;
	}

}
