package dev.tintype.library.place;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads coordinates, which clients send as texts or numbers.
 */
final class Degrees {

	/** The largest latitude. */
	static final int LATITUDE = 90;

	/** The largest longitude. */
	static final int LONGITUDE = 180;

	/** Long enough for any number that a program prints. */
	private static final int LONGEST = 100;

	// The generated columns of the table accept the same texts.
	private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,3}(\\.[0-9]+)?");

	private Degrees() {
	}

	/**
	 * Parses a text.
	 * @param limit the largest number
	 * @return null if it is no number in range
	 */
	static @Nullable Double parse(String text, int limit) {
		if (text.length() > LONGEST || !NUMBER.matcher(text).matches()) {
			return null;
		}
		double degrees = Double.parseDouble(text);
		return (Math.abs(degrees) <= limit) ? degrees : null;
	}

	/**
	 * Reads a value.
	 * @param limit the largest number
	 * @return a text as it was sent, or the digits of a number
	 */
	static String read(JsonNode value, int limit) {
		String text = value.isNumber() ? value.decimalValue().toPlainString() : value.asString("");
		if (!(value.isNumber() || value.isString()) || parse(text, limit) == null) {
			throw new IllegalArgumentException(fault(limit));
		}
		return text;
	}

	static String fault(int limit) {
		return "must be a number from -" + limit + " to " + limit;
	}

}
