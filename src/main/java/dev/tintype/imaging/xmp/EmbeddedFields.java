package dev.tintype.imaging.xmp;

import java.time.LocalDateTime;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a copy of a picture is to say about itself. A null description and an empty list
 * of keywords remove the property. Of the other fields, null leaves the file's value.
 *
 * @param description the caption
 * @param keywords with {@code /} between levels
 * @param tags further words for dc:subject alone
 * @param rating 1 to 5; any other value removes the rating
 * @param people who is in the picture
 * @param event what happened
 * @param regions faces of known people
 * @param takenAt a date that a user set
 * @param coordinates a place that a user set
 */
public record EmbeddedFields(@Nullable String description, List<String> keywords, List<String> tags, int rating,
		@Nullable List<String> people, @Nullable String event, @Nullable Regions regions,
		@Nullable LocalDateTime takenAt, @Nullable Coordinates coordinates) {

	/**
	 * Fields of a picture without people, event, date and place.
	 * @param rating 0 for none
	 * @return fields that leave the file's other values
	 */
	public static EmbeddedFields of(@Nullable String description, List<String> keywords, int rating) {
		return new EmbeddedFields(description, keywords, List.of(), rating, null, null, null, null, null);
	}

	boolean isRated() {
		return this.rating >= 1 && this.rating <= 5;
	}

	/**
	 * Faces of a picture.
	 *
	 * @param width of the picture as displayed, in pixels
	 * @param height of the picture as displayed, in pixels
	 * @param faces relative to the picture as displayed
	 * @param orientation of the file as in EXIF, 1 to 8, because the packet describes the
	 * stored picture
	 */
	public record Regions(int width, int height, List<FaceRegion> faces, int orientation) {
	}

}
