package dev.tintype.imaging.metadata;

import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.exif.GpsDirectory;
import dev.tintype.imaging.xmp.Coordinates;
import org.jspecify.annotations.Nullable;

/**
 * What EXIF says about a picture.
 *
 * @param values by their names in camelCase
 * @param orientation 1 to 8
 * @param dates valid dates, in order of preference
 */
record ExifFields(Map<String, Object> values, int orientation, @Nullable String camera, @Nullable String lens,
		List<LocalDateTime> dates, @Nullable Coordinates coordinates) {

	static final ExifFields NONE = new ExifFields(Map.of(), 1, null, null, List.of(), null);

	private static final int LENS_MAKE = 0xA433;

	private static final Set<Integer> USED = Set.of(ExifDirectoryBase.TAG_MAKE, ExifDirectoryBase.TAG_MODEL,
			ExifDirectoryBase.TAG_LENS_MODEL, LENS_MAKE, ExifDirectoryBase.TAG_FNUMBER, ExifDirectoryBase.TAG_APERTURE,
			ExifDirectoryBase.TAG_EXPOSURE_TIME, ExifDirectoryBase.TAG_SHUTTER_SPEED,
			ExifDirectoryBase.TAG_ISO_EQUIVALENT, ExifDirectoryBase.TAG_FOCAL_LENGTH,
			ExifDirectoryBase.TAG_35MM_FILM_EQUIV_FOCAL_LENGTH, ExifDirectoryBase.TAG_DATETIME,
			ExifDirectoryBase.TAG_DATETIME_ORIGINAL, ExifDirectoryBase.TAG_DATETIME_DIGITIZED,
			ExifDirectoryBase.TAG_SUBSECOND_TIME, ExifDirectoryBase.TAG_SUBSECOND_TIME_ORIGINAL,
			ExifDirectoryBase.TAG_SUBSECOND_TIME_DIGITIZED, ExifDirectoryBase.TAG_SOFTWARE, ExifDirectoryBase.TAG_FLASH,
			ExifDirectoryBase.TAG_ORIENTATION, ExifDirectoryBase.TAG_ARTIST, ExifDirectoryBase.TAG_COPYRIGHT,
			ExifDirectoryBase.TAG_EXPOSURE_BIAS, ExifDirectoryBase.TAG_EXPOSURE_PROGRAM,
			ExifDirectoryBase.TAG_METERING_MODE, ExifDirectoryBase.TAG_WHITE_BALANCE_MODE);

	static boolean isUsed(@Nullable Directory directory, int tag) {
		return directory instanceof GpsDirectory || USED.contains(tag);
	}

	static ExifFields of(Metadata metadata) {
		ExifIFD0Directory picture = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
		ExifSubIFDDirectory shot = metadata.getFirstDirectoryOfType(ExifSubIFDDirectory.class);
		GpsDirectory place = metadata.getFirstDirectoryOfType(GpsDirectory.class);
		ExifValues values = new ExifValues(Stream.of(picture, shot).filter(Objects::nonNull).toList());
		Map<String, Object> map = new LinkedHashMap<>();
		String camera = values.camera();
		String lens = values.text(ExifDirectoryBase.TAG_LENS_MODEL);
		put(map, "camera", camera);
		put(map, "lens", lens);
		describe(map, values);
		LocalDateTime taken = date(map, "dateTimeOriginal", values, ExifDirectoryBase.TAG_DATETIME_ORIGINAL,
				ExifDirectoryBase.TAG_SUBSECOND_TIME_ORIGINAL);
		LocalDateTime created = date(map, "createDate", values, ExifDirectoryBase.TAG_DATETIME_DIGITIZED,
				ExifDirectoryBase.TAG_SUBSECOND_TIME_DIGITIZED);
		LocalDateTime changed = date(map, "dateTime", values, ExifDirectoryBase.TAG_DATETIME,
				ExifDirectoryBase.TAG_SUBSECOND_TIME);
		Coordinates coordinates = (place != null) ? ExifValues.coordinates(place) : null;
		if (coordinates != null) {
			map.put("gpsLatitude", coordinates.latitude());
			map.put("gpsLongitude", coordinates.longitude());
			put(map, "gpsAltitude", ExifValues.altitude(place));
		}
		Integer orientation = values.integer(ExifDirectoryBase.TAG_ORIENTATION);
		int turn = (orientation != null && orientation >= 1 && orientation <= 8) ? orientation : 1;
		return new ExifFields(map, turn, camera, lens,
				Stream.of(taken, created, changed).filter(Objects::nonNull).toList(), coordinates);
	}

	/**
	 * When the picture was taken.
	 * @return null if there is no valid date
	 */
	@Nullable LocalDateTime takenAt() {
		return TakenAt.first(this.dates);
	}

	private static void describe(Map<String, Object> map, ExifValues values) {
		put(map, "make", values.text(ExifDirectoryBase.TAG_MAKE));
		put(map, "model", values.text(ExifDirectoryBase.TAG_MODEL));
		put(map, "lensMake", values.text(LENS_MAKE));
		put(map, "aperture", values.aperture());
		put(map, "shutter", values.shutter());
		put(map, "iso", values.positive(ExifDirectoryBase.TAG_ISO_EQUIVALENT));
		put(map, "focalLength", values.millimetres(ExifDirectoryBase.TAG_FOCAL_LENGTH));
		put(map, "focalLength35mm", values.millimetres(ExifDirectoryBase.TAG_35MM_FILM_EQUIV_FOCAL_LENGTH));
		put(map, "exposureCompensation", values.number(ExifDirectoryBase.TAG_EXPOSURE_BIAS));
		put(map, "exposureProgram", values.description(ExifDirectoryBase.TAG_EXPOSURE_PROGRAM));
		put(map, "meteringMode", values.description(ExifDirectoryBase.TAG_METERING_MODE));
		put(map, "whiteBalance", values.description(ExifDirectoryBase.TAG_WHITE_BALANCE_MODE));
		put(map, "flash", values.description(ExifDirectoryBase.TAG_FLASH));
		put(map, "orientation", values.integer(ExifDirectoryBase.TAG_ORIENTATION));
		put(map, "software", values.text(ExifDirectoryBase.TAG_SOFTWARE));
		put(map, "artist", values.text(ExifDirectoryBase.TAG_ARTIST));
		put(map, "copyright", values.text(ExifDirectoryBase.TAG_COPYRIGHT));
	}

	private static @Nullable LocalDateTime date(Map<String, Object> map, String name, ExifValues values, int tag,
			int fraction) {
		LocalDateTime date = TakenAt.exif(values.text(tag), values.text(fraction));
		put(map, name, (date != null) ? ExifValues.DATE.format(date) : null);
		return date;
	}

	private static void put(Map<String, Object> map, String name, @Nullable Object value) {
		if (value != null) {
			map.put(name, value);
		}
	}

}
