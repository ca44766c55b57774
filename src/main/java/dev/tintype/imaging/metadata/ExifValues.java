package dev.tintype.imaging.metadata;

import java.nio.charset.Charset;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;

import com.drew.lang.Rational;
import com.drew.metadata.Directory;
import com.drew.metadata.StringValue;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.GpsDirectory;
import dev.tintype.imaging.xmp.Coordinates;
import dev.tintype.support.Texts;
import dev.tintype.support.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads single values of EXIF, whatever their stored type. A value that makes no sense
 * counts as missing.
 */
final class ExifValues {

	/** Seconds, with milliseconds if there are any. */
	static final DateTimeFormatter DATE = new DateTimeFormatterBuilder().appendPattern("uuuu-MM-dd'T'HH:mm:ss")
		.appendFraction(ChronoField.NANO_OF_SECOND, 0, 3, true)
		.toFormatter(Locale.ROOT);

	private static final Charset WESTERN = Charset.forName("windows-1252");

	// Shorter times are written as a fraction, as cameras show them.
	private static final double LONGEST_FRACTION = 0.25001;

	private final List<? extends Directory> directories;

	ExifValues(List<? extends Directory> directories) {
		this.directories = directories;
	}

	private @Nullable Directory directory(int tag) {
		return this.directories.stream().filter((directory) -> directory.containsTag(tag)).findFirst().orElse(null);
	}

	/**
	 * A text, whose encoding EXIF does not state.
	 * @return without control characters and surrounding spaces; null if it is empty
	 */
	@Nullable String text(int tag) {
		Directory directory = directory(tag);
		Object value = (directory != null) ? directory.getObject(tag) : null;
		byte[] bytes = (value instanceof StringValue string) ? string.getBytes() : null;
		if (value instanceof byte[] raw) {
			bytes = raw;
		}
		if (bytes == null) {
			return null;
		}
		String decoded = Utf8.decode(bytes);
		String text = ((decoded != null) ? decoded : new String(bytes, WESTERN)).replaceAll("\\p{Cntrl}", " ").strip();
		int most = Texts.NAME_LENGTH;
		if (text.codePointCount(0, text.length()) > most) {
			text = text.substring(0, text.offsetByCodePoints(0, most));
		}
		return (text.isEmpty() || Texts.unstorable(text) != null) ? null : text;
	}

	@Nullable Double number(int tag) {
		Directory directory = directory(tag);
		Double value = (directory != null) ? directory.getDoubleObject(tag) : null;
		return (value != null && Double.isFinite(value)) ? value : null;
	}

	@Nullable Integer integer(int tag) {
		Directory directory = directory(tag);
		return (directory != null) ? directory.getInteger(tag) : null;
	}

	@Nullable Integer positive(int tag) {
		Integer value = integer(tag);
		return (value != null && value > 0) ? value : null;
	}

	@Nullable String description(int tag) {
		Directory directory = directory(tag);
		return (integer(tag) != null && directory != null) ? directory.getDescription(tag) : null;
	}

	/**
	 * Make and model.
	 * @return the make only once, such as {@code Canon EOS 7D}
	 */
	@Nullable String camera() {
		String make = text(ExifDirectoryBase.TAG_MAKE);
		String model = text(ExifDirectoryBase.TAG_MODEL);
		if (make == null || model == null) {
			return (model != null) ? model : make;
		}
		// A maker's name may be longer in the make: "NIKON CORPORATION", "NIKON D70".
		String maker = make.split("[ ,]")[0].toLowerCase(Locale.ROOT);
		String start = model.toLowerCase(Locale.ROOT);
		return (start.equals(maker) || start.startsWith(maker + " ") || start.startsWith(maker + "-")) ? model
				: make + " " + model;
	}

	@Nullable String aperture() {
		Double number = number(ExifDirectoryBase.TAG_FNUMBER);
		Double apex = number(ExifDirectoryBase.TAG_APERTURE);
		if ((number == null || number <= 0) && apex != null) {
			number = Math.pow(2, apex / 2);
		}
		return (number != null && isSensible(number)) ? "f/" + decimal(number) : null;
	}

	@Nullable String shutter() {
		Double seconds = number(ExifDirectoryBase.TAG_EXPOSURE_TIME);
		Double apex = number(ExifDirectoryBase.TAG_SHUTTER_SPEED);
		if ((seconds == null || seconds <= 0) && apex != null) {
			seconds = Math.pow(2, -apex);
		}
		if (seconds == null || !isSensible(seconds) || seconds < 1e-6) {
			return null;
		}
		return (seconds < LONGEST_FRACTION) ? "1/" + Math.round(1 / seconds) + "s" : decimal(seconds) + "s";
	}

	@Nullable String millimetres(int tag) {
		Double length = number(tag);
		return (length != null && isSensible(length)) ? decimal(length) + "mm" : null;
	}

	private static boolean isSensible(double value) {
		return value > 0 && value < 1e5;
	}

	private static String decimal(double value) {
		return new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
	}

	static @Nullable Coordinates coordinates(GpsDirectory place) {
		return Coordinates.of(degrees(place, GpsDirectory.TAG_LATITUDE, GpsDirectory.TAG_LATITUDE_REF, 'S'),
				degrees(place, GpsDirectory.TAG_LONGITUDE, GpsDirectory.TAG_LONGITUDE_REF, 'W'));
	}

	private static @Nullable Double degrees(GpsDirectory place, int tag, int reference, char negative) {
		Rational[] parts = place.getRationalArray(tag);
		String side = place.getString(reference);
		if (parts == null || parts.length == 0 || parts.length > 3) {
			return null;
		}
		double degrees = 0;
		double unit = 1;
		for (Rational part : parts) {
			// Some cameras write 0/0 for seconds that they do not use.
			degrees += (part.getNumerator() == 0) ? 0 : part.doubleValue() / unit;
			unit *= 60;
		}
		boolean turned = side != null && !side.isEmpty() && Character.toUpperCase(side.charAt(0)) == negative;
		return turned ? -degrees : degrees;
	}

	static @Nullable Double altitude(GpsDirectory place) {
		Double metres = place.getDoubleObject(GpsDirectory.TAG_ALTITUDE);
		Integer below = place.getInteger(GpsDirectory.TAG_ALTITUDE_REF);
		if (metres == null || !Double.isFinite(metres)) {
			return null;
		}
		return (below != null && below == 1) ? -metres : metres;
	}

}
