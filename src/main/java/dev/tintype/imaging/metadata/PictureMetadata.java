package dev.tintype.imaging.metadata;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import dev.tintype.imaging.xmp.Coordinates;
import dev.tintype.imaging.xmp.FaceRegion;
import org.jspecify.annotations.Nullable;

/**
 * What a picture file and its sidecar say about the picture.
 *
 * @param exif the values of EXIF by their names in camelCase, texts and numbers, ready
 * for JSON
 * @param camera make and model
 * @param lens its model
 * @param takenAt the first known date: one that a user of this service embedded, then of
 * EXIF, of XMP, in the file name; in milliseconds, without a zone
 * @param takenSource where it comes from: {@code exif}, {@code xmp} or {@code name}; null
 * without a date
 * @param exifTakenAt the date of EXIF alone, null without one
 * @param coordinates that a user of this service embedded, else of EXIF, else of XMP
 * @param coordinatesSource {@code exif} or {@code xmp}; null without coordinates
 * @param description the caption
 * @param keywords with {@code /} between levels
 * @param rating 1 to 5; 0 for none or rejected
 * @param rejected whether the rating says that the picture is rejected
 * @param people who is in the picture
 * @param event what happened
 * @param regions named faces, relative to the picture as displayed
 * @param detail for people: what could not be read; null if nothing
 */
public record PictureMetadata(Map<String, Object> exif, @Nullable String camera, @Nullable String lens,
		@Nullable LocalDateTime takenAt, @Nullable String takenSource, @Nullable LocalDateTime exifTakenAt,
		@Nullable Coordinates coordinates, @Nullable String coordinatesSource, @Nullable String description,
		List<String> keywords, int rating, boolean rejected, List<String> people, @Nullable String event,
		List<FaceRegion> regions, @Nullable String detail) {

	/** The source of a value of EXIF. */
	public static final String EXIF = "exif";

	/** The source of a value of XMP. */
	public static final String XMP = "xmp";

	/** The source of a date in the file name. */
	public static final String NAME = "name";

}
