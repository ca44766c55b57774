package dev.tintype.imaging.xmp;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A place on earth (WGS 84).
 *
 * @param latitude in degrees, north is positive
 * @param longitude in degrees, east is positive
 */
public record Coordinates(double latitude, double longitude) {

	private static final Pattern DEGREES = Pattern
		.compile("(\\d{1,3})(?:,(\\d{1,2}(?:\\.\\d{1,15})?))?(?:,(\\d{1,2}(?:\\.\\d{1,15})?))?([NSEWnsew])");

	private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,3}\\.\\d{1,15}");

	/**
	 * Checks coordinates. Cameras without a fix write zeros.
	 * @return null for (0,0), for values out of range, and if one is missing
	 */
	public static @Nullable Coordinates of(@Nullable Double latitude, @Nullable Double longitude) {
		if (latitude == null || longitude == null || !(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)
				|| (latitude == 0 && longitude == 0)) {
			return null;
		}
		return new Coordinates(latitude, longitude);
	}

	/**
	 * Reads a coordinate of XMP, such as {@code 47,22.5N}.
	 * @return degrees; null if the text is none
	 */
	static @Nullable Double degrees(@Nullable String text) {
		if (text == null) {
			return null;
		}
		Matcher matcher = DEGREES.matcher(text.strip());
		if (matcher.matches()) {
			double value = Double.parseDouble(matcher.group(1)) + part(matcher.group(2)) / 60
					+ part(matcher.group(3)) / 3600;
			return "SWsw".contains(matcher.group(4)) ? -value : value;
		}
		return DECIMAL.matcher(text.strip()).matches() ? Double.valueOf(text.strip()) : null;
	}

	private static double part(@Nullable String digits) {
		return (digits != null) ? Double.parseDouble(digits) : 0;
	}

	/**
	 * Writes a coordinate as XMP requires it: degrees and minutes.
	 * @param positive letter of positive degrees
	 * @param negative letter of negative degrees
	 * @return such as {@code 47,22.5N}, exact to a hundredth of a millimetre
	 */
	static String text(double degrees, char positive, char negative) {
		double size = Math.abs(degrees);
		int whole = (int) size;
		String minutes = String.format(Locale.ROOT, "%.8f", (size - whole) * 60);
		if (minutes.startsWith("60")) {
			whole++;
			minutes = "0.00000000";
		}
		return whole + "," + minutes + ((degrees < 0) ? negative : positive);
	}

}
