package dev.tintype.library.photo;

import java.time.LocalDateTime;
import java.util.List;

import dev.tintype.library.geo.Circle;
import dev.tintype.library.version.Tier;
import org.jspecify.annotations.Nullable;

/**
 * The search filters. A photo must match all of them; null and an empty list match every
 * photo.
 *
 * @param query a part of a text of the photo, in any case
 * @param state processed, promoted, rejected or all; null for all but rejected photos
 * @param from the earliest time, included
 * @param to the first later time
 * @param keywords each is a tag of the photo or above one
 * @param eventTypes one of them is the photo's
 * @param mimeTypes one of them is the photo's
 * @param eventName a part, in any case
 * @param location a part, in any case
 * @param camera a part, in any case
 * @param lens a part, in any case
 * @param peopleIds all of these people have a face in the photo
 * @param collections one of these collections, also smart ones, has the photo
 * @param near the photo was taken in this circle
 * @param similar the photo is similar to a picture
 */
public record PhotoFilter(@Nullable String query, @Nullable Tier tier, @Nullable String state,
		@Nullable Integer ratingMin, @Nullable Integer ratingMax, @Nullable LocalDateTime from,
		@Nullable LocalDateTime to, List<String> keywords, List<String> eventTypes, List<String> mimeTypes,
		@Nullable String eventName, @Nullable String location, @Nullable String camera, @Nullable String lens,
		List<String> peopleIds, List<String> collections, @Nullable Boolean hasGps, @Nullable Boolean hasFaces,
		@Nullable Boolean isReviewed, @Nullable Circle near, @Nullable SimilarTo similar) {

	/** Selects all best photos of live assets that are not rejected. */
	public static final PhotoFilter ALL = new PhotoFilter(null, null, null, null, null, null, null, List.of(), List.of(),
			List.of(), null, null, null, null, List.of(), List.of(), null, null, null, null, null);

	/** The words for the state. */
	static final List<String> STATES = List.of("processed", "promoted", "rejected", "all");

	/** The greatest rating. */
	static final int MOST_STARS = 5;

	/** The most values of a list. */
	static final int MOST_VALUES = 100;

}
